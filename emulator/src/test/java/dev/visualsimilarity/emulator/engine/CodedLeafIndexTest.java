package dev.visualsimilarity.emulator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visualsimilarity.datapoint.Attributes;
import dev.visualsimilarity.datapoint.Datapoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vectors long enough that the first pass goes by codes. */
class CodedLeafIndexTest {
  private static final int COUNT = 3000;
  private static final int DIMENSIONS = 200;
  private static final int NEIGHBORS = 10;

  private static final List<Datapoint> datapoints = clustered(new Random(3));
  private static final List<float[]> queries = queries(new Random(4));

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "DOT_PRODUCT_DISTANCE, UNIT_L2_NORM",
    "DOT_PRODUCT_DISTANCE, NONE",
    "COSINE_DISTANCE, NONE",
    "SQUARED_L2_DISTANCE, NONE",
    "SQUARED_L2_DISTANCE, UNIT_L2_NORM",
    "L1_DISTANCE, NONE"
  })
  void recallGrowsWithTheFractionAndReachesOne(DistanceMeasure measure, FeatureNorm norm) {
    IndexSnapshot exact = build(measure, norm, Optional.empty());
    IndexSnapshot leaves = build(measure, norm, Optional.of(new TreeAhSettings(50, 0.5, 100)));
    double last = 0;
    for (double fraction : List.of(0.02, 0.1, 0.3, 0.9)) {
      double recall = recall(exact, leaves, fraction, 0);

      assertThat(recall).isGreaterThanOrEqualTo(last - 0.01);
      last = recall;
    }
    assertThat(last).isGreaterThan(0.97);
    assertThat(recall(exact, leaves, 0.02, 0)).isLessThan(last);
    assertThat(recall(exact, leaves, 1, 1)).isEqualTo(1);
  }

  @Test
  void moreCandidatesFindMore() {
    DistanceMeasure measure = DistanceMeasure.DOT_PRODUCT_DISTANCE;
    IndexSnapshot exact = build(measure, FeatureNorm.UNIT_L2_NORM, Optional.empty());
    IndexSnapshot leaves =
        build(
            measure, FeatureNorm.UNIT_L2_NORM, Optional.of(new TreeAhSettings(50, 0.5, NEIGHBORS)));

    double few = recall(exact, leaves, 0.5, 0);
    double many = recall(exact, leaves, 0.5, 200);
    assertThat(few).isBetween(0.3, 0.97);
    assertThat(many).isGreaterThan(few + 0.02);
  }

  @Test
  void distancesAreThoseOfTheExactIndex() {
    DistanceMeasure measure = DistanceMeasure.SQUARED_L2_DISTANCE;
    IndexSnapshot exact = build(measure, FeatureNorm.NONE, Optional.empty());
    IndexSnapshot leaves =
        build(measure, FeatureNorm.NONE, Optional.of(new TreeAhSettings(50, 0.2, 50)));
    List<Query> all = List.of(Query.of(queries.get(0), COUNT));
    Set<Neighbor> exactNeighbors = new HashSet<>(exact.search(all).get(0));

    assertThat(exactNeighbors)
        .containsAll(leaves.search(List.of(Query.of(queries.get(0), 50))).get(0));
  }

  @Test
  void isTheSameToTheByteWhateverTheNumberOfThreads() throws IOException {
    for (int threads : new int[] {1, 4}) {
      ForkJoinPool pool = new ForkJoinPool(threads);
      IndexSnapshot index =
          pool.submit(
                  () ->
                      build(
                          DistanceMeasure.DOT_PRODUCT_DISTANCE,
                          FeatureNorm.UNIT_L2_NORM,
                          Optional.of(new TreeAhSettings(50, 0.2, 50))))
              .join();
      pool.shutdown();
      index.save(folder.resolve(threads + " threads"));
    }

    assertThat(folder.resolve("4 threads/leaves.bin"))
        .hasSameBinaryContentAs(folder.resolve("1 threads/leaves.bin"));
  }

  @Test
  void anOpenedIndexEstimatesAsTheSavedOneDid() throws IOException {
    IndexSnapshot saved =
        build(
            DistanceMeasure.SQUARED_L2_DISTANCE,
            FeatureNorm.NONE,
            Optional.of(new TreeAhSettings(50, 0.2, NEIGHBORS)));
    saved.save(folder.resolve("index"));
    List<Query> all = queries.stream().map(vector -> Query.of(vector, NEIGHBORS)).toList();

    assertThat(IndexSnapshot.open(folder.resolve("index")).search(all))
        .isEqualTo(saved.search(all));
  }

  @ParameterizedTest
  @CsvSource({"1e-20", "1e18", "1e30"})
  void vectorsOfAnyLengthAreFound(float length) {
    IndexSnapshot.Builder builder =
        new IndexSnapshot.Builder(
            settings(
                DistanceMeasure.DOT_PRODUCT_DISTANCE,
                FeatureNorm.NONE,
                Optional.of(new TreeAhSettings(10, 0.5, 20))));
    for (Datapoint datapoint : datapoints.subList(0, 100)) {
      float[] vector = datapoint.vector().clone();
      for (int i = 0; i < vector.length; i++) {
        vector[i] *= length;
      }
      builder.put(new Datapoint(datapoint.id(), vector, Attributes.NONE));
    }
    IndexSnapshot index = builder.build();
    for (float[] query : queries.subList(0, 20)) {
      List<Neighbor> found = index.search(List.of(Query.of(query, 5).withLeafFraction(0.5))).get(0);

      assertThat(found).hasSize(5).allMatch(neighbor -> Double.isFinite(neighbor.distance()));
    }
  }

  private double recall(
      IndexSnapshot exact, IndexSnapshot leaves, double fraction, int candidates) {
    List<Query> all = new ArrayList<>();
    for (float[] vector : queries) {
      all.add(
          Query.of(vector, NEIGHBORS)
              .withLeafFraction(fraction)
              .withApproximateNeighbors(candidates));
    }
    List<List<Neighbor>> expected = exact.search(all);
    List<List<Neighbor>> found = leaves.search(all);
    int hits = 0;
    for (int i = 0; i < expected.size(); i++) {
      Set<Neighbor> common = new HashSet<>(expected.get(i));
      common.retainAll(found.get(i));
      hits += common.size();
    }
    return (double) hits / (expected.size() * NEIGHBORS);
  }

  private IndexSnapshot build(
      DistanceMeasure measure, FeatureNorm norm, Optional<TreeAhSettings> treeAh) {
    IndexSnapshot.Builder builder = new IndexSnapshot.Builder(settings(measure, norm, treeAh));
    datapoints.forEach(builder::put);
    return builder.build();
  }

  private static IndexSettings settings(
      DistanceMeasure measure, FeatureNorm norm, Optional<TreeAhSettings> treeAh) {
    return new IndexSettings(DIMENSIONS, measure, norm, treeAh);
  }

  /** Loose clusters of low dimension: neighbours of a point lie in several leaves. */
  private static List<Datapoint> clustered(Random random) {
    float[][] axes = new float[16][];
    Arrays.setAll(axes, i -> gaussian(random, new float[DIMENSIONS], 1));
    List<Datapoint> datapoints = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      float[] vector = gaussian(random, new float[DIMENSIONS], 0.3);
      for (float[] axis : axes) {
        float along = (float) random.nextGaussian();
        for (int d = 0; d < DIMENSIONS; d++) {
          vector[d] += along * axis[d];
        }
      }
      datapoints.add(new Datapoint("p%05d".formatted(i), vector, Attributes.NONE));
    }
    return datapoints;
  }

  private static List<float[]> queries(Random random) {
    List<float[]> vectors = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      vectors.add(gaussian(random, datapoints.get(random.nextInt(COUNT)).vector(), 0.5));
    }
    return vectors;
  }

  private static float[] gaussian(Random random, float[] center, double deviation) {
    float[] vector = new float[DIMENSIONS];
    for (int i = 0; i < DIMENSIONS; i++) {
      vector[i] = (float) (center[i] + deviation * random.nextGaussian());
    }
    return vector;
  }
}
