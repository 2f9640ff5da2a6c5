package dev.visualsimilarity.emulator.engine;

import dev.visualsimilarity.emulator.engine.filter.RestrictIndex;
import dev.visualsimilarity.emulator.engine.search.Search;
import dev.visualsimilarity.emulator.engine.search.TopRows;
import dev.visualsimilarity.emulator.engine.search.VectorIndex;
import dev.visualsimilarity.emulator.engine.vectors.VectorSpace;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a snapshot's queries ready for its index, and the index's candidates results. */
record SnapshotSearch(
    IndexSettings settings,
    Datapoints datapoints,
    RestrictIndex restricts,
    VectorSpace space,
    VectorIndex index) {

  /**
   * The nearest datapoints of each query.
   *
   * @param live the rows that may be found; empty = all
   */
  List<List<Neighbor>> search(List<Query> queries, Optional<BitSet> live) {
    List<Search> searches = queries.stream().map(query -> prepared(query, live)).toList();
    if (datapoints.size() == 0) {
      return queries.stream().map(query -> List.<Neighbor>of()).toList();
    }
    List<TopRows> candidates = index.candidates(searches);
    List<List<Neighbor>> results = new ArrayList<>(queries.size());
    for (int i = 0; i < queries.size(); i++) {
      results.add(neighbors(queries.get(i), candidates.get(i)));
    }
    return results;
  }

  private Search prepared(Query query, Optional<BitSet> live) {
    if (query.vector().length != settings.dimensions()) {
      throw new IllegalArgumentException(
          "the query has %d dimensions, the index has %d"
              .formatted(query.vector().length, settings.dimensions()));
    }
    Optional<BitSet> matching = live;
    if (!query.filter().isEmpty()) {
      BitSet passing = restricts.matching(query.filter());
      live.ifPresent(passing::and);
      matching = Optional.of(passing);
    }
    return new Search(
        space.prepared(query.vector()),
        query.neighborCount(),
        query.perCrowdingTag() > 0,
        settings.treeAh().map(query::candidateCount).orElse(0),
        settings.treeAh().map(query::leafFraction).orElse(1.0),
        matching);
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
}
