package dev.visualsimilarity.emulator.live;

import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.emulator.engine.IndexSettings;
import dev.visualsimilarity.emulator.engine.IndexSnapshot;
import dev.visualsimilarity.emulator.engine.Query;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The contents of an index at one moment: a base that was built with the index's settings, without
 * the datapoints that went since, and those that came since, which are searched exactly. Immutable,
 * safe for any number of threads; a change makes a new one.
 *
 * <p>A change costs a copy of some of those that came since the base was built, never of the base.
 */
public final class LiveSnapshot {
  /** The service builds an index again when its changes reach this share of the base. */
  private static final double LARGEST_CHANGED_SHARE = 0.2;

  /** Every segment costs each query some microseconds. */
  private static final int MAX_SEGMENTS = 16;

  /** Bounds what a request of many queries holds in memory. */
  private static final int QUERIES_PER_SEARCH = 32;

  /** The base, then what came, older before newer. An id counts in one of them at most. */
  private final List<Segment> segments;

  private LiveSnapshot(List<Segment> segments) {
    this.segments = List.copyOf(segments);
  }

  /** Contents without changes. */
  public static LiveSnapshot of(Part base) {
    return new LiveSnapshot(List.of(Segment.of(base)));
  }

  /** What a {@link Change} to an index is built with. */
  public static IndexSettings exact(IndexSettings settings) {
    return new IndexSettings(
        settings.dimensions(),
        settings.distanceMeasure(),
        settings.featureNorm(),
        Optional.empty());
  }

  /** What the index is built with. */
  public IndexSettings settings() {
    return base().snapshot().settings();
  }

  /** How many datapoints there are. */
  public int size() {
    return segments.stream().mapToInt(Segment::liveCount).sum();
  }

  /** The type (Long, Float or Double) of each namespace of numeric restricts. */
  public Map<String, Class<? extends Number>> numericTypes() {
    Map<String, Class<? extends Number>> types = new HashMap<>();
    segments.forEach(segment -> segment.snapshot().numericTypes().forEach(types::putIfAbsent));
    return types;
  }

  /** The datapoint with an id. */
  public Optional<Datapoint> find(String id) {
    return segments.stream().flatMap(segment -> segment.find(id).stream()).findFirst();
  }

  /** The contents after a change. */
  public LiveSnapshot plus(Change change) {
    IndexSnapshot added = change.added().snapshot();
    List<Segment> next = new ArrayList<>();
    for (Segment segment : segments) {
      Segment rest = segment.without(Stream.concat(change.removed().stream(), ids(added)));
      // What the state names stays until the index is built again.
      if (rest.liveCount() > 0 || next.isEmpty() || rest.part().directory().isPresent()) {
        next.add(rest);
      }
    }
    if (added.size() > 0) {
      next.add(Segment.of(change.added()));
      mergeNewest(next);
    }
    return new LiveSnapshot(next);
  }

  /** Whether so much has changed that the index should be built again. */
  public boolean isDueForCompaction() {
    return segments.size() > MAX_SEGMENTS || changedRows() > LARGEST_CHANGED_SHARE * baseRows();
  }

  /** Builds the index from the datapoints there are. */
  public IndexSnapshot compacted() {
    IndexSnapshot.Builder builder = new IndexSnapshot.Builder(settings());
    segments.forEach(segment -> builder.putAll(segment.snapshot(), segment.live()));
    return builder.build();
  }

  /**
   * The nearest datapoints of each query, nearest first, equally near ones by id.
   *
   * @throws IllegalArgumentException if a query's vector has another length than the index, or a
   *     numeric condition another type than its namespace
   */
  public List<List<Hit>> search(List<Query> queries) {
    List<List<Hit>> results = new ArrayList<>(queries.size());
    for (int from = 0; from < queries.size(); from += QUERIES_PER_SEARCH) {
      int to = Math.min(queries.size(), from + QUERIES_PER_SEARCH);
      results.addAll(searchTogether(queries.subList(from, to)));
    }
    return results;
  }

  /** The base, then the parts that came since, older before newer. */
  public List<Part> parts() {
    return segments.stream().map(Segment::part).toList();
  }

  /** The ids in {@link #parts()} that are not in the contents. */
  public List<String> removedIds() {
    return segments.stream()
        .flatMap(Segment::deadIds)
        .distinct()
        .filter(id -> segments.stream().allMatch(segment -> segment.rowOf(id).isEmpty()))
        .toList();
  }

  /** The names of the parts that are kept on disk. */
  public Set<String> directories() {
    return segments.stream()
        .flatMap(segment -> segment.part().directory().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private List<List<Hit>> searchTogether(List<Query> queries) {
    List<List<List<Hit>>> found = segments.stream().map(s -> s.search(queries)).toList();
    if (found.size() == 1) {
      return found.get(0);
    }
    Merger merger = new Merger(settings().distanceMeasure());
    List<List<Hit>> results = new ArrayList<>(queries.size());
    for (int i = 0; i < queries.size(); i++) {
      int query = i;
      List<Hit> all = found.stream().map(hits -> hits.get(query)).flatMap(List::stream).toList();
      results.add(merger.merge(queries.get(i), all));
    }
    return results;
  }

  /** Keeps the number of segments that are in memory only logarithmic in their datapoints. */
  private static void mergeNewest(List<Segment> segments) {
    while (segments.size() > 2) {
      Segment newest = segments.get(segments.size() - 1);
      Segment older = segments.get(segments.size() - 2);
      boolean kept = Stream.of(older, newest).anyMatch(s -> s.part().directory().isPresent());
      if (kept || newest.liveCount() * 2 < older.liveCount()) {
        return;
      }
      IndexSnapshot.Builder merged = new IndexSnapshot.Builder(newest.snapshot().settings());
      merged.putAll(older.snapshot(), older.live()).putAll(newest.snapshot(), newest.live());
      segments.remove(newest);
      segments.set(segments.size() - 1, Segment.of(Part.inMemory(merged.build())));
    }
  }

  private Segment base() {
    return segments.get(0);
  }

  private long baseRows() {
    return base().snapshot().size();
  }

  private long changedRows() {
    long came = segments.stream().skip(1).mapToLong(s -> s.snapshot().size()).sum();
    return came + base().deadCount();
  }

  private static Stream<String> ids(IndexSnapshot snapshot) {
    return IntStream.range(0, snapshot.size()).mapToObj(snapshot::id);
  }
}
