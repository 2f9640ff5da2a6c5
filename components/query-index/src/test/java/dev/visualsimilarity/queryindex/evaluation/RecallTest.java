package dev.visualsimilarity.queryindex.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visualsimilarity.vertexai.match.Neighbor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecallTest {

  private static final List<Neighbor> EXACT = neighbors("a", 0.9, "b", 0.8, "c", 0.7, "d", 0.7);

  @Test
  void everythingFoundIsOneInWhicheverOrder() {
    List<Neighbor> found = neighbors("d", 0.7, "b", 0.8, "a", 0.9, "c", 0.7);
    assertThat(Recall.byId(EXACT, found)).isEqualTo(1);
    assertThat(Recall.tieFair(EXACT, found)).isEqualTo(1);
  }

  @Test
  void aTieWithTheLastExactNeighborCountsWhereTiesAreFair() {
    List<Neighbor> found = neighbors("a", 0.9, "b", 0.8, "c", 0.7, "e", 0.700000001);
    assertThat(Recall.byId(EXACT, found)).isEqualTo(0.75);
    assertThat(Recall.tieFair(EXACT, found)).isEqualTo(1);
  }

  @Test
  void aFartherNeighborDoesNotCount() {
    List<Neighbor> found = neighbors("a", 0.9, "b", 0.8, "e", 0.69, "f", 0.6);
    assertThat(Recall.tieFair(EXACT, found)).isEqualTo(0.5);
  }

  @Test
  void worksForDistancesOfWhichTheSmallestIsNearest() {
    List<Neighbor> exact = neighbors("a", 1, "b", 2, "c", 3);
    assertThat(Recall.tieFair(exact, neighbors("a", 1, "x", 3, "y", 4))).isEqualTo(2.0 / 3);
  }

  @Test
  void smallDistancesAreNoTies() {
    List<Neighbor> exact = neighbors("a", 1e-7, "b", 2e-7);
    assertThat(Recall.tieFair(exact, neighbors("x", 8e-6, "y", 9e-6))).isZero();
    assertThat(Recall.tieFair(exact, neighbors("a", 1e-7, "y", 2.1e-7))).isEqualTo(0.5);
    assertThat(Recall.tieFair(exact, neighbors("a", 1e-7, "y", 2.000001e-7))).isEqualTo(1);
  }

  @Test
  void negativeDotProductsAreComparedLikePositiveOnes() {
    List<Neighbor> exact = neighbors("a", -2e-7, "b", -3e-7);
    assertThat(Recall.tieFair(exact, neighbors("a", -2e-7, "x", -8e-6))).isEqualTo(0.5);
    assertThat(Recall.tieFair(exact, neighbors("a", -2e-7, "x", -3.000001e-7))).isEqualTo(1);
    List<Neighbor> large = neighbors("a", -1000, "b", -2000);
    assertThat(Recall.tieFair(large, neighbors("x", -2000.001, "y", -2001))).isEqualTo(0.5);
  }

  @Test
  void aDotProductOfTheOtherSignIsNoTie() {
    assertThat(Recall.tieFair(neighbors("a", 2e-6, "b", 1e-6), neighbors("x", -1e-6))).isZero();
  }

  @Test
  void exactDuplicatesCountAtEveryDistance() {
    for (double distance : new double[] {0, Float.MIN_VALUE, 1e-7, 1, 1e9, -1e-7, -3}) {
      List<Neighbor> exact = neighbors("a", distance, "b", distance);
      assertThat(Recall.tieFair(exact, neighbors("c", distance, "d", distance))).isEqualTo(1);
    }
    assertThat(Recall.tieFair(neighbors("a", 0, "b", 0), neighbors("a", 0, "c", 1e-30)))
        .isEqualTo(0.5);
  }

  @Test
  void sumsThatDifferInTheirLastBitAreTies() {
    for (float distance : new float[] {0, 1e-7f, 0.7f, -0.7f, 12345f}) {
      float nextUp = Math.nextUp(distance);
      assertThat(Recall.tieFair(neighbors("a", distance), neighbors("b", nextUp))).isEqualTo(1);
    }
  }

  @Test
  void isNeverMoreThanOne() {
    List<Neighbor> exact = neighbors("a", 0.5);
    assertThat(Recall.tieFair(exact, neighbors("a", 0.5, "b", 0.5))).isEqualTo(1);
  }

  @Test
  void missedNeighborsLowerItWhereFewerWereFound() {
    assertThat(Recall.tieFair(EXACT, neighbors("a", 0.9))).isEqualTo(0.25);
    assertThat(Recall.tieFair(EXACT, List.of())).isZero();
  }

  static List<Neighbor> neighbors(Object... idsAndDistances) {
    List<Neighbor> neighbors = new ArrayList<>();
    for (int i = 0; i < idsAndDistances.length; i += 2) {
      double distance = ((Number) idsAndDistances[i + 1]).doubleValue();
      neighbors.add(new Neighbor((String) idsAndDistances[i], distance));
    }
    return neighbors;
  }
}
