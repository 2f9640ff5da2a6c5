package dev.visualsimilarity.pipeline.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.visualsimilarity.pipeline.ir.ArtifactDefinition;
import dev.visualsimilarity.pipeline.placeholder.Artifact;
import dev.visualsimilarity.pipeline.run.Values;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunSummaryTest {

  @TempDir private Path folder;

  @Test
  void printsMetricsAndTheNeighborsOfTheFirstQueries() throws IOException {
    Path matches = folder.resolve("matches");
    StringBuilder lines = new StringBuilder();
    for (int i = 1; i <= 7; i++) {
      lines
          .append("{\"id\":\"q")
          .append(i)
          .append("\",\"ann\":[{\"id\":\"a\",\"distance\":0.98765},");
      lines.append("{\"id\":\"b\",\"distance\":0.5}],\"exact\":[]}\n");
    }
    Files.writeString(matches, lines);
    JsonObject metrics = new JsonObject();
    metrics.addProperty("first_neighbor_accuracy", 0.55408);
    metrics.addProperty("query_count", 296.0);
    String text =
        print(
            new Values(
                Map.of("recall", new JsonPrimitive(0.99), "index", new JsonPrimitive("projects/p")),
                Map.of(
                    "matches",
                        List.of(artifact("system.Dataset", matches.toString(), new JsonObject())),
                    "metrics", List.of(artifact("system.Metrics", "/metrics", metrics)))));
    assertThat(text)
        .containsPattern("first_neighbor_accuracy +0\\.5541\n")
        .containsPattern("query_count +296\n")
        .containsPattern("recall +0\\.9900\n")
        .containsPattern("q1 +a \\(0\\.988\\)  b \\(0\\.500\\)\n")
        .contains("q5")
        .contains("  … and 2 more in " + matches + "\n")
        .doesNotContain("q6", "projects/p");
  }

  @Test
  void showsWhatWasRejected() throws IOException {
    Path rejects =
        Files.writeString(
            folder.resolve("rejects"),
            "{\"id\":\"mug-1\",\"reason\":\"not_found\",\"message\":\"no such file: x.jpg\"}\n");
    Path none = Files.writeString(folder.resolve("none"), "");
    Artifact full = artifact("system.Dataset", rejects.toString(), new JsonObject());
    Artifact empty = artifact("system.Dataset", none.toString(), new JsonObject());
    assertThat(print(new Values(Map.of(), Map.of("rejects", List.of(full)))))
        .containsPattern("Rejected items.*\n  mug-1 +not_found: no such file: x.jpg\n")
        .doesNotContain("more in");
    assertThat(print(new Values(Map.of(), Map.of("query_rejects", List.of(full)))))
        .containsPattern("Rejected query images.*\n  mug-1 +not_found: no such file: x.jpg\n");
    assertThat(print(new Values(Map.of(), Map.of("rejects", List.of(empty))))).isEmpty();
  }

  @Test
  void figuresOfThePipelineWinOverThoseOfItsSteps() {
    JsonObject metrics = new JsonObject();
    metrics.addProperty("rejected_count", 0);
    String text =
        print(
            new Values(
                Map.of("rejected_count", new JsonPrimitive(6)),
                Map.of("metrics", List.of(artifact("system.Metrics", "/m", metrics)))));
    assertThat(text).containsPattern("rejected_count +6\n").doesNotContainPattern("_count +0");
  }

  @Test
  void aRunOfAnotherPipelineHasASummaryToo() throws IOException {
    Path matches = Files.writeString(folder.resolve("matches"), "no JSON\n");
    String text =
        print(
            new Values(
                Map.of(),
                Map.of(
                    "matches",
                    List.of(artifact("system.Dataset", matches.toString(), new JsonObject())))));
    assertThat(text).contains("cannot read " + matches);
    assertThat(print(new Values(Map.of(), Map.of()))).isEmpty();
  }

  @Test
  void theJsonHoldsValuesAndPaths() {
    Values values =
        new Values(
            Map.of("recall", new JsonPrimitive(0.5)),
            Map.of(
                "one", List.of(artifact("system.Dataset", "gs://b/one", new JsonObject())),
                "two",
                    List.of(
                        artifact("system.Dataset", "/a", new JsonObject()),
                        artifact("system.Dataset", "/b", new JsonObject()))));
    assertThat(new RunSummary(values).json())
        .hasToString("{\"one\":\"gs://b/one\",\"recall\":0.5,\"two\":[\"/a\",\"/b\"]}");
  }

  private static String print(Values values) {
    StringWriter text = new StringWriter();
    new RunSummary(values).print(new PrintWriter(text, true));
    return text.toString();
  }

  private static Artifact artifact(String type, String uri, JsonObject metadata) {
    return new Artifact("x", uri, new ArtifactDefinition(type, "0.0.1"), metadata);
  }
}
