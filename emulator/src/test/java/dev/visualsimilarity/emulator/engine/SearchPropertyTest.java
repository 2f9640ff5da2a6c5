package dev.visualsimilarity.emulator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.emulator.engine.filter.Filter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SearchPropertyTest {

  @Property(tries = 300)
  void exactSearchEqualsAPlainLoop(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 120) int count,
      @ForAll @IntRange(min = 1, max = 40) int dimensions,
      @ForAll DistanceMeasure measure,
      @ForAll FeatureNorm norm) {
    check(seed, count, new IndexSettings(dimensions, measure, norm, Optional.empty()));
  }

  @Property(tries = 200)
  void leafSearchOfAllLeavesEqualsAPlainLoop(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 120) int count,
      @ForAll @IntRange(min = 1, max = 200) int dimensions,
      @ForAll @IntRange(min = 1, max = 30) int leafNodeEmbeddingCount,
      @ForAll DistanceMeasure measure,
      @ForAll FeatureNorm norm) {
    TreeAhSettings treeAh = new TreeAhSettings(leafNodeEmbeddingCount, 1, 10);
    check(seed, count, new IndexSettings(dimensions, measure, norm, Optional.of(treeAh)));
  }

  @Property(tries = 200)
  void noTagExceedsItsShareAndNothingNearerIsLeftOut(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int share) {
    RandomData data = new RandomData(seed, 6);
    List<Datapoint> datapoints = data.datapoints(60);
    IndexSettings settings =
        new IndexSettings(
            6, DistanceMeasure.DOT_PRODUCT_DISTANCE, FeatureNorm.NONE, Optional.empty());
    IndexSnapshot index = build(settings, datapoints);
    float[] vector = data.vector();
    List<String> found =
        ids(index, index.search(List.of(Query.of(vector, 12).withPerCrowdingTag(share))).get(0));

    Map<String, Datapoint> byId =
        datapoints.stream().collect(Collectors.toMap(Datapoint::id, d -> d));
    Map<String, Integer> counts = new HashMap<>();
    List<String> expected =
        PlainSearch.search(datapoints, settings.distanceMeasure(), false, vector, Filter.NONE)
            .stream()
            .map(PlainSearch.Hit::id)
            .filter(
                id -> {
                  Optional<String> tag = byId.get(id).attributes().crowdingTag();
                  return tag.isEmpty() || counts.merge(tag.get(), 1, Integer::sum) <= share;
                })
            .limit(12)
            .toList();
    assertThat(found).isEqualTo(expected);
  }

  private static void check(long seed, int count, IndexSettings settings) {
    RandomData data = new RandomData(seed, settings.dimensions());
    List<Datapoint> datapoints = data.datapoints(count);
    IndexSnapshot index = build(settings, datapoints);
    float[] vector = data.vector();
    Filter filter = data.filter();
    int neighborCount = data.upTo(count + 5);
    List<Neighbor> found =
        index.search(List.of(Query.of(vector, neighborCount).withFilter(filter))).get(0);
    boolean unitLength = settings.featureNorm() == FeatureNorm.UNIT_L2_NORM;
    List<PlainSearch.Hit> expected =
        PlainSearch.search(datapoints, settings.distanceMeasure(), unitLength, vector, filter)
            .stream()
            .limit(neighborCount)
            .toList();

    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i).distance()).isCloseTo(expected.get(i).distance(), within(1e-5));
    }
    if (!settings.unitLength()) {
      // Whole numbers: every distance is exact, so that equal ones must come in the order of ids.
      assertThat(ids(index, found)).isEqualTo(expected.stream().map(PlainSearch.Hit::id).toList());
    }
    assertThat(ids(index, found)).doesNotHaveDuplicates();
    for (Neighbor neighbor : found) {
      Datapoint datapoint = index.datapoint(neighbor.row());
      assertThat(PlainSearch.passes(datapoint, filter)).isTrue();
      assertThat(neighbor.distance())
          .isCloseTo(
              PlainSearch.distance(
                  settings.distanceMeasure(), unitLength, vector, datapoint.vector()),
              within(1e-5));
    }
  }

  private static IndexSnapshot build(IndexSettings settings, List<Datapoint> datapoints) {
    IndexSnapshot.Builder builder = new IndexSnapshot.Builder(settings);
    datapoints.forEach(builder::put);
    return builder.build();
  }

  private static List<String> ids(IndexSnapshot index, List<Neighbor> neighbors) {
    return neighbors.stream().map(neighbor -> index.id(neighbor.row())).toList();
  }
}
