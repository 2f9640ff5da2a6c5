package dev.visualsimilarity.pipeline.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.ir.ArtifactDefinition;
import dev.visualsimilarity.pipeline.ir.Component;
import dev.visualsimilarity.pipeline.ir.Container;
import dev.visualsimilarity.pipeline.ir.ParameterType;
import dev.visualsimilarity.pipeline.placeholder.Artifact;
import dev.visualsimilarity.pipeline.placeholder.ExecutorInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskOutputsTest {

  private static final ArtifactDefinition DATASET =
      new ArtifactDefinition("system.Dataset", "0.0.1");

  @TempDir private Path folder;
  private TaskOutputs outputs;

  @BeforeEach
  void declare() {
    Component component =
        new Component(
            "comp-x",
            Map.of(),
            Map.of(),
            Map.of("count", ParameterType.NUMBER_INTEGER),
            Map.of("data", DATASET),
            new Container("image", List.of("x"), List.of(), Map.of()));
    ExecutorInput input =
        new ExecutorInput(
            Map.of(),
            Map.of(),
            Map.of("count", folder.resolve("count")),
            Map.of("data", new Artifact("data", "/assigned/data", DATASET, new JsonObject())),
            folder.resolve("executor_output.json"));
    outputs = new TaskOutputs("embed", component, input);
  }

  @Test
  void readsFilesAndKeepsTheAssignedArtifactWithoutExecutorOutput() throws IOException {
    write("count", "300\n");
    Values values = outputs.read();
    assertThat(values.parameters().get("count").getAsInt()).isEqualTo(300);
    assertThat(values.artifacts().get("data"))
        .extracting(Artifact::uri)
        .containsExactly("/assigned/data");
  }

  @Test
  void executorOutputWinsOverFilesAndMovesArtifacts() throws IOException {
    write("count", "300");
    write(
        "executor_output.json",
        """
        {"parameterValues": {"count": 301},
         "artifacts": {"data": {"artifacts": [
           {"name": "mine", "uri": "gs://bucket/data", "metadata": {"rows": 7, "of": {"a": [1]}}}]}}}
        """);
    Values values = outputs.read();
    assertThat(values.parameters().get("count").getAsInt()).isEqualTo(301);
    Artifact data = values.artifacts().get("data").get(0);
    assertThat(data.name()).isEqualTo("mine");
    assertThat(data.uri()).isEqualTo("gs://bucket/data");
    assertThat(data.path()).isEqualTo("/gcs/bucket/data");
    assertThat(data.metadata()).hasToString("{\"rows\":7,\"of\":{\"a\":[1]}}");
    assertThat(data.definition()).isEqualTo(DATASET);
  }

  @Test
  void aMissingParameterNamesTheTaskAndTheOutput() {
    assertThatThrownBy(outputs::read)
        .isInstanceOf(UserException.class)
        .hasMessageContaining("task embed: it did not write its output parameter count");
  }

  @Test
  void aParameterOfAnotherTypeIsAnError() throws IOException {
    write("count", "many");
    assertThatThrownBy(outputs::read)
        .isInstanceOf(UserException.class)
        .hasMessage(
            "task embed: its output count is many, which is not NUMBER_INTEGER (an integer)");
    write("executor_output.json", "{\"parameterValues\": {\"count\": \"301\"}}");
    assertThatThrownBy(outputs::read).hasMessageContaining("its output count is \"301\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "oops",
        "[]",
        "{\"parameterValues\": {\"count\": 1}, \"artifacts\": {\"data\": []}}",
        "{\"parameterValues\": {\"count\": 1}, \"artifacts\": {\"data\": {}}}",
        "{\"parameterValues\": []}",
      })
  void anExecutorOutputOfAnotherFormIsAnError(String json) throws IOException {
    write("executor_output.json", json);
    assertThatThrownBy(outputs::read)
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("task embed: ");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
