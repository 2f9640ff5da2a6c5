package dev.visualsimilarity.queryindex.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visualsimilarity.queryindex.search.Neighbor;
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
  void aTieWithTheLastExactNeighbourCountsWhereTiesAreFair() {
    List<Neighbor> found = neighbors("a", 0.9, "b", 0.8, "c", 0.7, "e", 0.700000001);
    assertThat(Recall.byId(EXACT, found)).isEqualTo(0.75);
    assertThat(Recall.tieFair(EXACT, found)).isEqualTo(1);
  }

  @Test
  void aFartherNeighbourDoesNotCount() {
    List<Neighbor> found = neighbors("a", 0.9, "b", 0.8, "e", 0.69, "f", 0.6);
    assertThat(Recall.tieFair(EXACT, found)).isEqualTo(0.5);
  }

  @Test
  void worksForDistancesOfWhichTheSmallestIsNearest() {
    List<Neighbor> exact = neighbors("a", 1, "b", 2, "c", 3);
    assertThat(Recall.tieFair(exact, neighbors("a", 1, "x", 3, "y", 4))).isEqualTo(2.0 / 3);
  }

  @Test
  void isNeverMoreThanOne() {
    List<Neighbor> exact = neighbors("a", 0.5);
    assertThat(Recall.tieFair(exact, neighbors("a", 0.5, "b", 0.5))).isEqualTo(1);
  }

  @Test
  void missedNeighboursLowerItWhereFewerWereFound() {
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
