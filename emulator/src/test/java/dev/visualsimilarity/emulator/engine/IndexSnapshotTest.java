package dev.visualsimilarity.emulator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.visualsimilarity.datapoint.Attributes;
import dev.visualsimilarity.datapoint.Datapoint;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IndexSnapshotTest {
  private static final IndexSettings PLAIN =
      new IndexSettings(
          2, DistanceMeasure.DOT_PRODUCT_DISTANCE, FeatureNorm.NONE, Optional.empty());

  @Test
  void anEmptyIndexFindsNothing() {
    IndexSnapshot index = IndexSnapshot.empty(PLAIN);

    assertThat(index.search(List.of(Query.of(new float[] {1, 2}, 3)))).containsExactly(List.of());
  }

  @Test
  void refusesAQueryOfAnotherLengthAndNamesBoth() {
    IndexSnapshot index = IndexSnapshot.empty(PLAIN);
    List<Query> queries = List.of(Query.of(new float[] {1, 2, 3}, 3));

    assertThatThrownBy(() -> index.search(queries))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the query has 3 dimensions, the index has 2");
  }

  @Test
  void aLaterDatapointTakesThePlaceOfAnEarlierOne() {
    IndexSnapshot index =
        new IndexSnapshot.Builder(PLAIN)
            .put(datapoint("a", 1, 1))
            .put(datapoint("b", 2, 2))
            .put(datapoint("a", 5, 5))
            .build();

    assertThat(index.size()).isEqualTo(2);
    assertThat(index.find("a").orElseThrow().vector()).containsExactly(5, 5);
  }

  @Test
  void aChangeLeavesTheEarlierSnapshotAsItWas() {
    IndexSnapshot before =
        new IndexSnapshot.Builder(PLAIN)
            .put(datapoint("a", 1, 1))
            .put(datapoint("b", 2, 2))
            .build();
    IndexSnapshot after =
        new IndexSnapshot.Builder(PLAIN)
            .putAllBut(Set.of("a"), before)
            .put(datapoint("c", 3, 3))
            .build();

    assertThat(before.find("a")).isPresent();
    assertThat(after.find("a")).isEmpty();
    assertThat(after.find("b")).isPresent();
    assertThat(after.size()).isEqualTo(2);
  }

  @Test
  void vectorsComeBackAsTheyWereGivenFromANormalisingIndex() {
    IndexSettings unit =
        new IndexSettings(
            2, DistanceMeasure.DOT_PRODUCT_DISTANCE, FeatureNorm.UNIT_L2_NORM, Optional.empty());
    IndexSnapshot index = new IndexSnapshot.Builder(unit).put(datapoint("a", 0.1f, 0.7f)).build();

    assertThat(index.find("a").orElseThrow().vector()).containsExactly(0.1f, 0.7f);
    assertThat(
            index.search(List.of(Query.of(new float[] {0.2f, 1.4f}, 1))).get(0).get(0).distance())
        .isCloseTo(1, within(1e-6));
  }

  @Test
  void aZeroVectorHasTheDistanceOfNothingFromEverything() {
    IndexSettings cosine =
        new IndexSettings(2, DistanceMeasure.COSINE_DISTANCE, FeatureNorm.NONE, Optional.empty());
    IndexSnapshot index = new IndexSnapshot.Builder(cosine).put(datapoint("zero", 0, 0)).build();

    assertThat(index.search(List.of(Query.of(new float[] {1, 0}, 1))).get(0).get(0).distance())
        .isEqualTo(1);
  }

  @Test
  void manyQueriesAtOnceFindWhatEachFindsAlone() {
    Random random = new Random(5);
    IndexSettings settings =
        new IndexSettings(
            1280, DistanceMeasure.DOT_PRODUCT_DISTANCE, FeatureNorm.UNIT_L2_NORM, Optional.empty());
    IndexSnapshot.Builder builder = new IndexSnapshot.Builder(settings);
    for (int i = 0; i < 500; i++) {
      builder.put(new Datapoint("p" + i, uniform(random), Attributes.NONE));
    }
    IndexSnapshot index = builder.build();
    List<Query> queries =
        IntStream.range(0, 37).mapToObj(i -> Query.of(uniform(random), 7)).toList();

    assertThat(index.search(queries))
        .isEqualTo(queries.stream().map(query -> index.search(List.of(query)).get(0)).toList());
  }

  private static float[] uniform(Random random) {
    float[] vector = new float[1280];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = random.nextFloat() - 0.5f;
    }
    return vector;
  }

  private static Datapoint datapoint(String id, float... vector) {
    return new Datapoint(id, vector, Attributes.NONE);
  }
}
