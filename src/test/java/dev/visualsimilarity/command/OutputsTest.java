package dev.visualsimilarity.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.storage.LocalStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputsTest {

  @TempDir private Path folder;

  @Test
  void writesWhereThePipelineAsksFor() throws IOException {
    Outputs outputs =
        Outputs.of(
            new LocalStorage(),
            """
            {"inputs": {"parameterValues": {"a": 1}},
             "outputs": {
               "parameters": {"image_count": {"outputFile": "ROOT/deep/image_count"},
                              "shards": {"outputFile": "ROOT/deep/shards"}},
               "artifacts": {"metrics": {"artifacts": [{"name": "m", "uri": "ROOT/art/metrics",
                   "type": {"schemaTitle": "system.Metrics", "schemaVersion": "0.0.1"}, "metadata": {"k": "v"}}]}},
               "outputFile": "ROOT/out/executor_output.json"}}
            """
                .replace("ROOT", folder.toString()));
    outputs.parameter("image_count", 300);
    outputs.parameter("shards", List.of(0, 1));
    outputs.artifactText("metrics", "content");
    outputs.artifact("metrics", Map.of("images", 300));
    JsonObject all = outputs.finish();

    assertThat(folder.resolve("deep/image_count")).hasContent("300");
    assertThat(folder.resolve("deep/shards")).hasContent("[0,1]");
    assertThat(folder.resolve("art/metrics")).hasContent("content");
    JsonObject written =
        JsonParser.parseString(Files.readString(folder.resolve("out/executor_output.json")))
            .getAsJsonObject();
    JsonObject metrics =
        written
            .getAsJsonObject("artifacts")
            .getAsJsonObject("metrics")
            .getAsJsonArray("artifacts")
            .get(0)
            .getAsJsonObject();
    assertThat(metrics.get("uri").getAsString()).isEqualTo(folder + "/art/metrics");
    assertThat(metrics.getAsJsonObject("type").get("schemaTitle").getAsString())
        .isEqualTo("system.Metrics");
    assertThat(metrics.getAsJsonObject("metadata")).hasToString("{\"images\":300,\"k\":\"v\"}");
    assertThat(written.getAsJsonObject("parameterValues"))
        .hasToString("{\"image_count\":300,\"shards\":[0,1]}");
    assertThat(all.get("metrics").getAsString()).isEqualTo(folder + "/art/metrics");
  }

  @Test
  void byHandEverythingGoesBelowOneFolder() {
    Outputs outputs = Outputs.in(new LocalStorage(), folder);
    outputs.parameter("index", "projects/p/locations/l/indexes/1");
    outputs.artifact("tensors", "gs://bucket/tensors", Map.of());
    outputs.artifactText("rejects", "{}\n");
    outputs.finish();
    assertThat(folder.resolve("parameters/index")).hasContent("projects/p/locations/l/indexes/1");
    assertThat(folder.resolve("artifacts/rejects")).hasContent("{}\n");
    assertThat(folder.resolve("executor_output.json")).content().contains("gs://bucket/tensors");
  }

  @Test
  void aFailureIsLeftWhereVertexShowsIt() {
    Outputs.in(new LocalStorage(), folder).error("no such bucket: x");
    assertThat(folder.resolve("executor_error.json"))
        .hasContent("{\"errorMessage\":\"no such bucket: x\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{|is not JSON",
        "{}|has no outputs.outputFile",
        "null|has no outputs.outputFile",
        "[]|is not JSON: Expected BEGIN_OBJECT but was BEGIN_ARRAY",
        "{{$}}|is not JSON",
        "{\"outputs\": {}}|has no outputs.outputFile",
        "{\"outputs\": {\"outputFile\": \"/x\", \"artifacts\": {\"m\": {}}}}|gives the output artifact 'm' no uri",
        "{\"outputs\": {\"outputFile\": \"/x\", \"artifacts\": {\"m\": null}}}|gives the output artifact 'm' no uri",
        "{\"outputs\": {\"outputFile\": \"/x\", \"artifacts\": {\"m\": {\"artifacts\": [null]}}}}|gives the output artifact 'm' no uri",
        "{\"outputs\": {\"outputFile\": \"/x\", \"artifacts\": {\"m\": {\"artifacts\": [{}]}}}}|gives the output artifact 'm' no uri",
        "{\"outputs\": {\"outputFile\": \"/x\", \"parameters\": {\"p\": {}}}}|gives the output parameter 'p' no outputFile",
        "{\"outputs\": {\"outputFile\": \"/x\", \"parameters\": {\"p\": null}}}|gives the output parameter 'p' no outputFile",
      })
  void refusesAnExecutorInputThatIsNone(String text, String message) {
    assertThatThrownBy(() -> Outputs.of(new LocalStorage(), text))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(message)
        .message()
        .hasLineCount(1)
        .doesNotContain("Exception");
  }

  @Test
  void doesNotFollowListsThatChangeLater() {
    List<ExecutorInput.Artifact> artifacts = new ArrayList<>();
    artifacts.add(new ExecutorInput.Artifact("m", "/m", null, null));
    ExecutorInput.ArtifactList list = new ExecutorInput.ArtifactList(artifacts);
    artifacts.clear();
    assertThat(list.artifacts()).hasSize(1);
  }

  @Test
  void byHandAResultEndsWhatCouldBeResumed() throws IOException {
    Outputs first = Outputs.in(new LocalStorage(), folder);
    first.parameter("gcp_resources", "{}");
    first.parameter("index", "shop");
    Files.writeString(folder.resolve("attempt.json"), "{}");
    Outputs stopped = Outputs.in(new LocalStorage(), folder);
    stopped.begin();
    assertThat(stopped.earlierParameter("gcp_resources")).contains("{}");
    assertThat(folder.resolve("parameters/index")).doesNotExist();
    assertThat(stopped.note()).hasToString(folder.resolve("attempt.json").toString());
    first.finish();

    Outputs next = Outputs.in(new LocalStorage(), folder);
    next.begin();
    assertThat(next.earlierParameter("gcp_resources")).isEmpty();
    assertThat(folder.resolve("attempt.json")).doesNotExist();
  }

  @Test
  void byHandOtherFilesOfTheFolderStay() throws IOException {
    Path own = folder.resolve("parameters/small-leaves.yaml");
    Path nested = folder.resolve("parameters/mine/index");
    Files.createDirectories(nested.getParent());
    Files.createFile(own);
    Files.createFile(nested);
    Outputs.in(new LocalStorage(), folder).begin();
    assertThat(own).exists();
    assertThat(nested).exists();
  }

  @Test
  void inAPipelineATaskThatIsTriedAgainSeesWhatItLeft() throws IOException {
    String input =
        "{\"outputs\": {\"parameters\": {\"gcp_resources\": {\"outputFile\": \"ROOT/g\"}, \"index\": {\"outputFile\": \"ROOT/i\"}}, \"outputFile\": \"ROOT/out.json\"}}"
            .replace("ROOT", folder.toString());
    Outputs first = Outputs.of(new LocalStorage(), input);
    first.parameter("gcp_resources", "{}");
    first.parameter("index", "shop");
    first.finish();
    Outputs next = Outputs.of(new LocalStorage(), input);
    next.begin();
    assertThat(next.earlierParameter("gcp_resources")).contains("{}");
    assertThat(folder.resolve("i")).doesNotExist();
  }
}
