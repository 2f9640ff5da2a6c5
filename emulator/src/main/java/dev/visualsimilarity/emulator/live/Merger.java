package dev.visualsimilarity.emulator.live;

import dev.visualsimilarity.emulator.engine.DistanceMeasure;
import dev.visualsimilarity.emulator.engine.Query;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes one result of those of several segments. */
final class Merger {
  private final Comparator<Hit> order;

  Merger(DistanceMeasure measure) {
    // The sum makes one zero of both: the engine takes them for equal.
    Comparator<Hit> byDistance = Comparator.comparingDouble(hit -> hit.distance() + 0.0);
    this.order =
        (measure == DistanceMeasure.DOT_PRODUCT_DISTANCE ? byDistance.reversed() : byDistance)
            .thenComparing(Hit::id);
  }

  /**
   * The nearest of all results. A segment that limits how many share a crowding tag drops none that
   * the limit lets through in the whole: those that crowd a datapoint out there are nearer here
   * too.
   */
  List<Hit> merge(Query query, List<Hit> hits) {
    List<Hit> sorted = hits.stream().sorted(order).toList();
    List<Hit> merged = new ArrayList<>();
    Map<String, Integer> countOfTag = new HashMap<>();
    for (Hit hit : sorted) {
      if (merged.size() == query.neighborCount()) {
        break;
      }
      Optional<String> tag = hit.attributes().crowdingTag();
      if (query.perCrowdingTag() == 0
          || tag.isEmpty()
          || countOfTag.merge(tag.get(), 1, Integer::sum) <= query.perCrowdingTag()) {
        merged.add(hit);
      }
    }
    return merged;
  }
}
