package dev.visualsimilarity.emulator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visualsimilarity.datapoint.Attributes;
import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.datapoint.Restrict;
import dev.visualsimilarity.emulator.engine.filter.Filter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LeafIndexTest {
  private static final int COUNT = 4000;
  private static final int DIMENSIONS = 24;
  private static final int NEIGHBORS = 10;

  private final List<Datapoint> datapoints = clustered(new Random(3));
  private final List<float[]> queries = queries(new Random(4));

  @Test
  void recallFallsAsFewerLeavesAreSearched() {
    IndexSnapshot exact = build(Optional.empty());
    IndexSnapshot leaves = build(Optional.of(new TreeAhSettings(100, 0.5, 50)));

    double few = recall(exact, leaves, 0.025);
    double some = recall(exact, leaves, 0.1);
    double most = recall(exact, leaves, 0.9);

    assertThat(few).isLessThan(some - 0.05);
    assertThat(some).isLessThan(most);
    assertThat(most).isGreaterThan(0.99);
    assertThat(recall(exact, leaves, 1)).isEqualTo(1);
  }

  @Test
  void searchesTheSettingsFractionUnlessTheQuerySaysOtherwise() {
    IndexSnapshot leaves = build(Optional.of(new TreeAhSettings(100, 0.1, 50)));

    assertThat(search(leaves, 0)).isEqualTo(search(leaves, 0.1)).isNotEqualTo(search(leaves, 0.5));
  }

  @Test
  void theSizeOfLeavesDecidesHowManyThereAre() {
    IndexSnapshot exact = build(Optional.empty());
    IndexSnapshot oneLeaf = build(Optional.of(new TreeAhSettings(COUNT, 0.05, 50)));
    IndexSnapshot manyLeaves = build(Optional.of(new TreeAhSettings(100, 0.05, 50)));

    assertThat(recall(exact, oneLeaf, 0)).isEqualTo(1);
    assertThat(recall(exact, manyLeaves, 0)).isLessThan(1);
  }

  @Test
  void isTheSameEveryTimeItIsBuilt() {
    Optional<TreeAhSettings> settings = Optional.of(new TreeAhSettings(100, 0.05, 50));

    assertThat(search(build(settings), 0)).isEqualTo(search(build(settings), 0));
  }

  @Test
  void findsAllMatchesOfAFilterThatLeavesFew() {
    IndexSnapshot exact = build(Optional.empty());
    IndexSnapshot leaves = build(Optional.of(new TreeAhSettings(100, 0.05, 50)));
    Filter rare =
        new Filter(List.of(new Restrict("rarity", List.of("rare"), List.of())), List.of());
    for (float[] vector : queries) {
      Query query = Query.of(vector, NEIGHBORS).withFilter(rare);

      assertThat(leaves.search(List.of(query))).isEqualTo(exact.search(List.of(query)));
    }
  }

  @Test
  void looksIntoMoreLeavesUntilItHasAsManyAsAsked() {
    IndexSnapshot leaves = build(Optional.of(new TreeAhSettings(10, 0.0025, 50)));
    Query query = Query.of(queries.get(0), 300);

    assertThat(leaves.search(List.of(query)).get(0)).hasSize(300);
  }

  @Test
  void equalVectorsLeaveLeavesEmptyButAreFound() {
    IndexSettings settings = settings(Optional.of(new TreeAhSettings(5, 0.05, 50)));
    IndexSnapshot.Builder builder = new IndexSnapshot.Builder(settings);
    for (int i = 0; i < 50; i++) {
      builder.put(new Datapoint("p%02d".formatted(i), datapoints.get(0).vector(), Attributes.NONE));
    }
    IndexSnapshot index = builder.build();

    List<Neighbor> found = index.search(List.of(Query.of(queries.get(0), 3))).get(0);
    assertThat(found).extracting(neighbor -> index.id(neighbor.row())).hasSize(3);
  }

  private double recall(IndexSnapshot exact, IndexSnapshot leaves, double fraction) {
    List<List<Neighbor>> expected = search(exact, 0);
    List<List<Neighbor>> found = search(leaves, fraction);
    int hits = 0;
    for (int i = 0; i < expected.size(); i++) {
      Set<Neighbor> common = new HashSet<>(expected.get(i));
      common.retainAll(found.get(i));
      hits += common.size();
    }
    return (double) hits / (expected.size() * NEIGHBORS);
  }

  private List<List<Neighbor>> search(IndexSnapshot index, double fraction) {
    return index.search(
        queries.stream().map(v -> Query.of(v, NEIGHBORS).withLeafFraction(fraction)).toList());
  }

  private IndexSnapshot build(Optional<TreeAhSettings> treeAh) {
    IndexSnapshot.Builder builder = new IndexSnapshot.Builder(settings(treeAh));
    datapoints.forEach(builder::put);
    return builder.build();
  }

  private static IndexSettings settings(Optional<TreeAhSettings> treeAh) {
    return new IndexSettings(
        DIMENSIONS, DistanceMeasure.DOT_PRODUCT_DISTANCE, FeatureNorm.UNIT_L2_NORM, treeAh);
  }

  /** Loose clusters: neighbours of a point lie in several leaves. */
  private static List<Datapoint> clustered(Random random) {
    List<float[]> centers = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      centers.add(gaussian(random, new float[DIMENSIONS], 1));
    }
    List<Datapoint> datapoints = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      String rarity = i % 200 == 0 ? "rare" : "common";
      Restrict restrict = new Restrict("rarity", List.of(rarity), List.of());
      datapoints.add(
          new Datapoint(
              "p%05d".formatted(i),
              gaussian(random, centers.get(random.nextInt(centers.size())), 0.7),
              new Attributes(List.of(restrict), List.of(), Optional.empty())));
    }
    return datapoints;
  }

  private List<float[]> queries(Random random) {
    List<float[]> vectors = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      vectors.add(gaussian(random, datapoints.get(random.nextInt(COUNT)).vector(), 0.3));
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
