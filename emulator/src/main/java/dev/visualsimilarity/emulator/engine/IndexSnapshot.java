package dev.visualsimilarity.emulator.engine;

import dev.visualsimilarity.datapoint.Attributes;
import dev.visualsimilarity.datapoint.Datapoint;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An index at one moment: datapoints, restricts, and the structure that searches them. Immutable,
 * safe for any number of threads; a change makes a new one.
 */
public final class IndexSnapshot {
  private final IndexSettings settings;
  private final Datapoints datapoints;
  private final RestrictIndex restricts;
  private final VectorSpace space;
  private final Optional<VectorIndex> index;

  private IndexSnapshot(IndexSettings settings, Datapoints datapoints) {
    this.settings = settings;
    this.datapoints = datapoints;
    this.restricts = new RestrictIndex(datapoints);
    this.space = new VectorSpace(datapoints.vectors(), settings);
    this.index = datapoints.size() == 0 ? Optional.empty() : Optional.of(indexOf());
  }

  /** An index without datapoints. */
  public static IndexSnapshot empty(IndexSettings settings) {
    return new Builder(settings).build();
  }

  /** What the index was built with. */
  public IndexSettings settings() {
    return settings;
  }

  /** How many datapoints there are. */
  public int size() {
    return datapoints.size();
  }

  /** The type (Long, Float or Double) of each namespace of numeric restricts. */
  public Map<String, Class<? extends Number>> numericTypes() {
    return restricts.numericTypes();
  }

  /** The id of a row that a search returned. */
  public String id(int row) {
    return datapoints.id(row);
  }

  /** The attributes of a row that a search returned. */
  public Attributes attributes(int row) {
    return datapoints.attributes(row);
  }

  /** The datapoint of a row that a search returned, its vector as it was given. */
  public Datapoint datapoint(int row) {
    return new Datapoint(
        datapoints.id(row), datapoints.vectors().copyOfRow(row), datapoints.attributes(row));
  }

  /** The datapoint with an id. */
  public Optional<Datapoint> find(String id) {
    return datapoints.rowOf(id).stream().mapToObj(this::datapoint).findFirst();
  }

  /**
   * The nearest datapoints of each query, nearest first, equally near ones by id.
   *
   * @throws IllegalArgumentException if a query's vector has another length than the index, or a
   *     numeric condition another type than its namespace
   */
  public List<List<Neighbor>> search(List<Query> queries) {
    List<Search> searches = new ArrayList<>(queries.size());
    for (Query query : queries) {
      searches.add(prepared(query));
    }
    List<List<Neighbor>> results = new ArrayList<>(queries.size());
    List<TopRows> candidates = index.map(i -> i.candidates(searches)).orElse(List.of());
    for (int i = 0; i < queries.size(); i++) {
      results.add(index.isEmpty() ? List.of() : neighbors(queries.get(i), candidates.get(i)));
    }
    return results;
  }

  private Search prepared(Query query) {
    if (query.vector().length != settings.dimensions()) {
      throw new IllegalArgumentException(
          "the query has %d dimensions, the index has %d"
              .formatted(query.vector().length, settings.dimensions()));
    }
    Optional<BitSet> matching =
        query.filter().isEmpty()
            ? Optional.empty()
            : Optional.of(restricts.matching(query.filter()));
    return new Search(query, space.prepared(query.vector()), matching);
  }

  private List<Neighbor> neighbors(Query query, TopRows candidates) {
    int[] rows = new int[candidates.size()];
    float[] scores = new float[rows.length];
    candidates.drain(rows, scores);
    List<Neighbor> neighbors = new ArrayList<>();
    Map<String, Integer> countOfTag = new HashMap<>();
    for (int i = 0; i < rows.length && neighbors.size() < query.neighborCount(); i++) {
      if (query.perCrowdingTag() > 0) {
        Optional<String> tag = datapoints.attributes(rows[i]).crowdingTag();
        if (tag.isPresent()
            && countOfTag.merge(tag.get(), 1, Integer::sum) > query.perCrowdingTag()) {
          continue;
        }
      }
      neighbors.add(new Neighbor(rows[i], settings.distanceMeasure().distance(scores[i])));
    }
    return neighbors;
  }

  private VectorIndex indexOf() {
    int[] ranks = datapoints.rankOfRow();
    return settings
        .treeAh()
        .<VectorIndex>map(treeAh -> new LeafIndex(space, ranks, treeAh))
        .orElseGet(() -> new ExactIndex(space, ranks));
  }

  /** Collects the datapoints of a new snapshot. Not thread-safe. */
  public static final class Builder {
    private final IndexSettings settings;
    private final Datapoints.Builder datapoints;

    /** Begins without datapoints. */
    public Builder(IndexSettings settings) {
      this.settings = settings;
      this.datapoints = new Datapoints.Builder(settings.dimensions());
    }

    /** Adds all datapoints of another snapshot but the given ones. */
    public Builder putAllBut(Set<String> ids, IndexSnapshot other) {
      for (int row = 0; row < other.size(); row++) {
        if (!ids.contains(other.id(row))) {
          datapoints.put(other.datapoint(row));
        }
      }
      return this;
    }

    /** Adds a datapoint, or replaces the one with its id. The vector is copied. */
    public Builder put(Datapoint datapoint) {
      datapoints.put(datapoint);
      return this;
    }

    /** Builds the search structure; for an approximate index, that is the work. */
    public IndexSnapshot build() {
      return new IndexSnapshot(settings, datapoints.build());
    }
  }
}
