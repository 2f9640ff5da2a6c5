package dev.visualsimilarity.queryindex.evaluation;

import static dev.visualsimilarity.queryindex.evaluation.RecallTest.neighbors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.visualsimilarity.queryindex.embedding.Query;
import dev.visualsimilarity.storage.StorageUri;
import dev.visualsimilarity.vertexai.match.Neighbor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class EvaluationTest {

  private static final Map<String, String> LABELS = Map.of("a", "mug", "b", "cup", "c", "mug");
  private static final List<Neighbor> EXACT = neighbors("a", 3, "b", 2);

  @Test
  void averagesOverTheQueries() {
    Evaluation evaluation =
        evaluation(match("mug", neighbors("b", 2, "c", 1), EXACT), match("cup", EXACT, EXACT));
    assertThat(Metrics.of(evaluation))
        .containsEntry("query_count", 2)
        .containsEntry("rejected_count", 3L)
        .containsEntry("recall", 0.75)
        .containsEntry("recall_at_1", 0.5)
        .containsEntry("recall_at_2", 0.75)
        .containsEntry("recall_by_id", 0.75)
        .containsEntry("recall_by_id_at_1", 0.5)
        .containsEntry("first_neighbor_accuracy", 0.0)
        .containsEntry("top_5_accuracy", 1.0)
        .containsEntry("exact_first_neighbor_accuracy", 0.5)
        .containsEntry("exact_top_5_accuracy", 1.0)
        .containsEntry("latency_p50_ms", 2.0)
        .containsEntry("queries_per_second", 100.0)
        .containsEntry("concurrent_latency_p99_ms", 9.0)
        .containsEntry("concurrent_queries_per_second", 800.0)
        .containsEntry("concurrency", 8)
        .containsEntry("batch_queries_per_second", 5000.0)
        .doesNotContainKeys("lowest_category_recall", "lowest_restricted_recall");
  }

  @Test
  void withoutLabelsThereIsNoAccuracy() {
    assertThat(Metrics.of(evaluation(match("", neighbors("a", 1), neighbors("a", 1)))))
        .doesNotContainKeys("first_neighbor_accuracy", "exact_top_5_accuracy");
  }

  @Test
  void aQueryWithoutExactNeighborsDoesNotCount() {
    Evaluation evaluation =
        evaluation(
            match("", List.of(), List.of()), match("", neighbors("b", 0), neighbors("a", 1)));
    assertThat(evaluation.recall()).isZero();
  }

  @Test
  void recallAtKComparesTheFirstKOfBoth() {
    List<Neighbor> exact = neighbors("a", 9, "b", 8, "c", 7, "d", 6);
    List<Neighbor> found = neighbors("b", 8, "a", 9, "d", 6, "e", 6);
    List<RecallAtK> at = RecallAtK.upTo(4, List.of(match("", found, exact)));
    assertThat(at)
        .containsExactly(new RecallAtK(1, 0, 0), new RecallAtK(2, 1, 1), new RecallAtK(4, 1, 0.75));
    assertThat(RecallAtK.upTo(60, List.of()))
        .extracting(RecallAtK::k)
        .containsExactly(1, 2, 5, 10, 20, 50, 60);
  }

  @Test
  void categoriesComeLowestRecallFirst() {
    Evaluation evaluation =
        evaluation(
            in("shoes", EXACT), in("hats", neighbors("b", 2)), in("hats", EXACT), in("", EXACT));
    assertThat(evaluation.categories())
        .containsExactly(
            new CategoryRecall(
                "hats",
                2,
                OptionalDouble.of(0.75),
                OptionalDouble.of(0.75),
                OptionalDouble.of(0.5)),
            new CategoryRecall(
                "shoes", 1, OptionalDouble.of(1), OptionalDouble.of(1), OptionalDouble.of(1)));
    assertThat(Metrics.of(evaluation)).containsEntry("lowest_category_recall", 0.75);
  }

  @Test
  void aCategoryWithoutAnyExactNeighborHasNoRecallAndIsNotTheLowest() {
    Match none = new Match(query("mug", "bags"), List.of(), List.of());
    Evaluation evaluation = evaluation(none, in("shoes", neighbors("b", 2)));
    assertThat(evaluation.categories())
        .extracting(CategoryRecall::category)
        .containsExactly("shoes", "bags");
    assertThat(evaluation.categories().get(1).recall()).isEmpty();
    assertThat(evaluation.categories().get(1).recallById()).isEmpty();
    assertThat(Metrics.of(evaluation)).containsEntry("lowest_category_recall", 0.5);

    assertThat(Metrics.of(evaluation(none))).doesNotContainKey("lowest_category_recall");
  }

  @Test
  void restrictsTellHowManyNeighborsWereFoundAtAll() {
    List<Match> matches = List.of(match("", neighbors("a", 3), EXACT), match("", EXACT, EXACT));
    assertThat(RestrictedRecall.of("color", "red", 7, matches))
        .isEqualTo(
            new RestrictedRecall(
                "color", "red", 7, 2, OptionalDouble.of(0.75), OptionalDouble.of(0.75), 2, 1.5));
  }

  @Test
  void aRestrictThatTheIndexHasNotIsNoRecallAndIsNotTheLowest() {
    Match none = match("", List.of(), List.of());
    RestrictedRecall unknown = RestrictedRecall.of("color", "red", 7, List.of(none));
    assertThat(unknown.recall()).isEmpty();
    assertThat(unknown.recallById()).isEmpty();

    Match half = match("", neighbors("a", 3), EXACT);
    RestrictedRecall known = RestrictedRecall.of("color", "blue", 9, List.of(half, none));
    assertThat(known.recall()).hasValue(0.5);
    Evaluation both = under(List.of(unknown, known), half);
    assertThat(both.restricted()).containsExactly(known, unknown);
    assertThat(both.unknownRestricts()).containsExactly("color=red");
    assertThat(Metrics.of(both)).containsEntry("lowest_restricted_recall", 0.5);
    assertThat(Metrics.of(under(List.of(unknown), half)))
        .doesNotContainKey("lowest_restricted_recall");
  }

  @Test
  void theWorstQueriesComeFirstThenThoseThatFoundAnotherProduct() {
    Match missing = match("mug", neighbors("a", 3), EXACT);
    Match other = match("cup", EXACT, EXACT);
    Match good = match("mug", EXACT, EXACT);
    assertThat(evaluation(good, other, missing).worstFirst()).containsExactly(missing, other, good);
    assertThat(missing.missed()).containsExactly(EXACT.get(1));
    assertThat(good.missed()).isEmpty();
  }

  @Test
  void percentilesAreOfTheNearestRank() {
    double[] millis = new double[200];
    for (int i = 0; i < millis.length; i++) {
      millis[i] = millis.length - i;
    }
    Latency latency = new Latency(millis);
    assertThat(latency.percentile(50)).isEqualTo(100, offset(0.0));
    assertThat(latency.percentile(95)).isEqualTo(190, offset(0.0));
    assertThat(latency.percentile(99)).isEqualTo(198, offset(0.0));
    assertThat(latency.percentile(100)).isEqualTo(200, offset(0.0));
    assertThat(new Latency(7).percentile(99)).isEqualTo(7, offset(0.0));
  }

  private static Evaluation evaluation(Match... matches) {
    return under(List.of(), matches);
  }

  private static Evaluation under(List<RestrictedRecall> restricted, Match... matches) {
    Load alone = new Load(1, new Latency(1, 2, 3), 100);
    Load together = new Load(8, new Latency(7, 8, 9), 800);
    return new Evaluation(
        List.of(matches),
        2,
        new LabelAccuracy(LABELS),
        new Performance(alone, together, 5000),
        restricted,
        3);
  }

  private static Match in(String category, List<Neighbor> ann) {
    return new Match(query("mug", category), ann, EXACT);
  }

  private static Match match(String label, List<Neighbor> ann, List<Neighbor> exact) {
    return new Match(query(label, ""), ann, exact);
  }

  private static Query query(String label, String category) {
    StorageUri image = StorageUri.local(Path.of("none.jpg"));
    return new Query("q", "Q", label, category, image, new float[] {1});
  }
}
