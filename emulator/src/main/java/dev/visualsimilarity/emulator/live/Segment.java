package dev.visualsimilarity.emulator.live;

import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.emulator.engine.IndexSnapshot;
import dev.visualsimilarity.emulator.engine.Neighbor;
import dev.visualsimilarity.emulator.engine.Query;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * A part of an index, and which of its rows count. Immutable.
 *
 * @param live not changed
 * @param liveCount how many rows count
 */
record Segment(Part part, BitSet live, int liveCount) {

  static Segment of(Part part) {
    int size = part.snapshot().size();
    BitSet all = new BitSet(size);
    all.set(0, size);
    return new Segment(part, all, size);
  }

  IndexSnapshot snapshot() {
    return part.snapshot();
  }

  int deadCount() {
    return snapshot().size() - liveCount;
  }

  /** The row of an id, if it counts. */
  OptionalInt rowOf(String id) {
    OptionalInt row = snapshot().rowOf(id);
    return row.isPresent() && live.get(row.getAsInt()) ? row : OptionalInt.empty();
  }

  Optional<Datapoint> find(String id) {
    return rowOf(id).stream().mapToObj(snapshot()::datapoint).findFirst();
  }

  /** Without the rows of these ids. */
  Segment without(Stream<String> ids) {
    BitSet dead = new BitSet();
    ids.forEach(id -> rowOf(id).ifPresent(dead::set));
    if (dead.isEmpty()) {
      return this;
    }
    BitSet rest = (BitSet) live.clone();
    rest.andNot(dead);
    return new Segment(part, rest, liveCount - dead.cardinality());
  }

  /** The ids of the rows that do not count any more. */
  Stream<String> deadIds() {
    BitSet dead = new BitSet();
    dead.set(0, snapshot().size());
    dead.andNot(live);
    return dead.stream().mapToObj(snapshot()::id);
  }

  List<List<Hit>> search(List<Query> queries) {
    List<List<Neighbor>> found =
        deadCount() == 0 ? snapshot().search(queries) : snapshot().search(queries, live);
    List<List<Hit>> hits = new ArrayList<>(found.size());
    for (List<Neighbor> neighbors : found) {
      hits.add(neighbors.stream().map(n -> new Hit(snapshot(), n.row(), n.distance())).toList());
    }
    return hits;
  }
}
