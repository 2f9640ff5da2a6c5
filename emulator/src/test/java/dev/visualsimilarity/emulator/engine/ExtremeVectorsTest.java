package dev.visualsimilarity.emulator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.visualsimilarity.datapoint.Attributes;
import dev.visualsimilarity.datapoint.Datapoint;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExtremeVectorsTest {
  private static final TreeAhSettings TREE_AH = new TreeAhSettings(1, 1, 10);

  @ParameterizedTest
  @ValueSource(floats = {1e-40f, 1e-30f, 1, 1e30f, 3e38f})
  void aVectorOfAnyLengthIsNormalised(float length) {
    IndexSnapshot index =
        index(
            DistanceMeasure.DOT_PRODUCT_DISTANCE,
            FeatureNorm.UNIT_L2_NORM,
            Optional.empty(),
            datapoint("a", length, length),
            datapoint("b", length, 0),
            datapoint("zero", 0, 0));

    List<Neighbor> found = search(index, length, 0);
    assertThat(found)
        .extracting(neighbor -> index.id(neighbor.row()))
        .containsExactly("b", "a", "zero");
    assertThat(found.get(0).distance()).isCloseTo(1, within(1e-5));
    assertThat(found.get(1).distance()).isCloseTo(Math.sqrt(0.5), within(1e-5));
    assertThat(found.get(2).distance()).isZero();
  }

  @ParameterizedTest
  @EnumSource(DistanceMeasure.class)
  void distancesBeyondAFloatsRangeAreFiniteAndInOrder(DistanceMeasure measure) {
    for (Optional<TreeAhSettings> treeAh :
        Set.of(Optional.of(TREE_AH), Optional.<TreeAhSettings>empty())) {
      IndexSnapshot index =
          index(
              measure,
              FeatureNorm.NONE,
              treeAh,
              datapoint("a-opposite", -1e30f, -1e30f),
              datapoint("b-across", 1e30f, -1e30f),
              datapoint("c-same", 1e30f, 1e30f));

      List<Neighbor> found = search(index, 1e30f, 1e30f);
      assertThat(found).hasSize(3).allMatch(neighbor -> Double.isFinite(neighbor.distance()));
      assertThat(index.id(found.get(0).row())).isEqualTo("c-same");
      boolean byScore = measure != DistanceMeasure.SQUARED_L2_DISTANCE;
      assertThat(index.id(found.get(1).row())).isEqualTo(byScore ? "b-across" : "a-opposite");
    }
  }

  private static IndexSnapshot index(
      DistanceMeasure measure,
      FeatureNorm norm,
      Optional<TreeAhSettings> treeAh,
      Datapoint... datapoints) {
    IndexSnapshot.Builder builder =
        new IndexSnapshot.Builder(new IndexSettings(2, measure, norm, treeAh));
    for (Datapoint datapoint : datapoints) {
      builder.put(datapoint);
    }
    return builder.build();
  }

  private static List<Neighbor> search(IndexSnapshot index, float... vector) {
    return index.search(List.of(Query.of(vector, 10))).get(0);
  }

  private static Datapoint datapoint(String id, float... vector) {
    return new Datapoint(id, vector, Attributes.NONE);
  }
}
