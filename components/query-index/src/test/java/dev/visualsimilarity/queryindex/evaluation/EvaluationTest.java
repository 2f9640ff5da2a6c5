package dev.visualsimilarity.queryindex.evaluation;

import static dev.visualsimilarity.queryindex.evaluation.RecallTest.neighbors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.visualsimilarity.queryindex.embedding.Query;
import dev.visualsimilarity.queryindex.search.Neighbor;
import dev.visualsimilarity.storage.StorageUri;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvaluationTest {

  private static final Map<String, String> LABELS = Map.of("a", "mug", "b", "cup", "c", "mug");

  @Test
  void averagesOverTheQueries() {
    List<Neighbor> exact = neighbors("a", 3, "b", 2);
    Evaluation evaluation =
        evaluation(match("mug", neighbors("b", 2, "c", 1), exact), match("cup", exact, exact));
    assertThat(evaluation.metrics())
        .containsEntry("query_count", 2)
        .containsEntry("rejected_count", 3L)
        .containsEntry("recall", 0.75)
        .containsEntry("recall_by_id", 0.75)
        .containsEntry("first_neighbor_accuracy", 0.0)
        .containsEntry("top_5_accuracy", 1.0)
        .containsEntry("exact_first_neighbor_accuracy", 0.5)
        .containsEntry("exact_top_5_accuracy", 1.0)
        .containsEntry("queries_per_second", 100.0);
  }

  @Test
  void withoutLabelsThereIsNoAccuracy() {
    assertThat(evaluation(match("", neighbors("a", 1), neighbors("a", 1))).metrics())
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
    return new Evaluation(
        List.of(matches), new LabelAccuracy(LABELS), new Latency(1, 2, 3), 100, 3);
  }

  private static Match match(String label, List<Neighbor> ann, List<Neighbor> exact) {
    StorageUri image = StorageUri.local(Path.of("none.jpg"));
    return new Match(new Query("q", "Q", label, image, new float[] {1}), ann, exact);
  }
}
