package dev.visualsimilarity.queryindex.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visualsimilarity.queryindex.embedding.Query;
import dev.visualsimilarity.queryindex.evaluation.Evaluation;
import dev.visualsimilarity.queryindex.evaluation.LabelAccuracy;
import dev.visualsimilarity.queryindex.evaluation.Latency;
import dev.visualsimilarity.queryindex.evaluation.Load;
import dev.visualsimilarity.queryindex.evaluation.Match;
import dev.visualsimilarity.queryindex.evaluation.Performance;
import dev.visualsimilarity.storage.StorageUri;
import dev.visualsimilarity.vertexai.match.Neighbor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShownQueriesTest {

  @Test
  void fewQueriesAreAllShown() {
    ShownQueries shown = ShownQueries.of(evaluation(100, 3));
    assertThat(shown.matches()).hasSize(100);
    assertThat(shown.note()).isEqualTo("All 100 queries, lowest recall first.");
  }

  @Test
  void ofManyTheWorstAndASampleAreShownAndTheRestIsTold() {
    ShownQueries shown = ShownQueries.of(evaluation(5000, 80));
    assertThat(shown.matches()).hasSize(100).doesNotHaveDuplicates();
    assertThat(shown.matches().subList(0, 70)).allMatch(match -> match.recall() == 0);
    assertThat(shown.matches().subList(73, 100)).allMatch(match -> match.recall() == 1);
    assertThat(shown.note())
        .isEqualTo(
            "100 of 5000 queries, lowest recall first. After the 70 worst come 30 of the others, evenly spread; the artifacts evaluation and matches have all.");
  }

  /** Queries of which the first {@code missing} found nothing. */
  private static Evaluation evaluation(int queries, int missing) {
    Load load = new Load(1, new Latency(1), 1);
    return new Evaluation(
        IntStream.range(0, queries).mapToObj(i -> match(i, i < missing)).toList(),
        1,
        new LabelAccuracy(Map.of()),
        new Performance(load, load, 1),
        List.of(),
        0);
  }

  private static Match match(int number, boolean missing) {
    StorageUri image = StorageUri.local(Path.of("none.jpg"));
    Query query = new Query("q" + number, "Q", "", "", image, new float[] {1});
    List<Neighbor> exact = List.of(new Neighbor("a", 1));
    return new Match(query, missing ? List.of() : exact, exact);
  }
}
