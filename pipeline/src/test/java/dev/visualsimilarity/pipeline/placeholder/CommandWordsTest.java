package dev.visualsimilarity.pipeline.placeholder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.ir.ArtifactDefinition;
import dev.visualsimilarity.pipeline.ir.Container;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandWordsTest {

  private static final ArtifactDefinition DATASET =
      new ArtifactDefinition("system.Dataset", "0.0.1");

  private final ExecutorInput input =
      new ExecutorInput(
          Map.of("name", new JsonPrimitive("a b"), "count", new JsonPrimitive(3.0)),
          Map.of("in", List.of(artifact("in", "gs://bucket/in"), artifact("in", "gs://bucket/2"))),
          Map.of("total", Path.of("/run/outputs/total")),
          Map.of("out", artifact("out", "/run/artifacts/out")),
          Path.of("/run/outputs/executor_output.json"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--flag|--flag",
        "{{$.inputs.parameters['name']}}|a b",
        "--n={{$.inputs.parameters['count']}}/{{$.inputs.parameters['count']}}|--n=3/3",
        "{{$.inputs.artifacts['in'].uri}}|gs://bucket/in",
        "{{$.inputs.artifacts['in'].path}}|/gcs/bucket/in",
        "{{$.outputs.parameters['total'].output_file}}|/run/outputs/total",
        "{{$.outputs.artifacts['out'].uri}}|/run/artifacts/out",
        "{{$.outputs.artifacts['out'].path}}|/run/artifacts/out",
        "{{ .Values }} $5 \\1|{{ .Values }} $5 \\1",
      })
  void putsValuesIntoWords(String word, String resolved) {
    assertThat(new CommandWords("task", input).resolve(word)).isEqualTo(resolved);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{$.inputs.parameters['none']}}",
        "{{$.inputs.parameters[\"name\"]}}",
        "{{$.inputs.parameters.name}}",
        "{{$.inputs.artifacts['in']}}",
        "{{$.inputs.artifacts['in'].metadata['k']}}",
        "{{$.inputs.artifacts['none'].uri}}",
        "{{$.outputs.parameters['none'].output_file}}",
        "{{$.outputs.artifacts['none'].path}}",
        "{{$.outputs.output_file}}",
        "{{$.pipeline_job_name}}",
        "{{$.json_escape[1]}}",
      })
  void refusesWhatItCannotResolve(String placeholder) {
    assertThatThrownBy(() -> new CommandWords("embed [1/2]", input).resolve("x " + placeholder))
        .isInstanceOf(UserException.class)
        .hasMessage("task embed [1/2]: cannot resolve " + placeholder);
  }

  @Test
  void theWholeExecutorInputIsTheMessageThatKubeflowPipelinesPasses() {
    Container container = new Container("image", List.of("java"), List.of("{{$}}"), Map.of());
    List<String> words = new CommandWords("task", input).of(container);
    assertThat(words).hasSize(2).first().isEqualTo("java");
    JsonObject json = JsonParser.parseString(words.get(1)).getAsJsonObject();
    JsonObject inputs = json.getAsJsonObject("inputs");
    assertThat(inputs.getAsJsonObject("parameterValues").get("name").getAsString())
        .isEqualTo("a b");
    assertThat(first(inputs, "in"))
        .hasToString(
            "{\"name\":\"in\",\"type\":{\"schemaTitle\":\"system.Dataset\",\"schemaVersion\":\"0.0.1\"},\"uri\":\"gs://bucket/in\",\"metadata\":{}}");
    JsonObject outputs = json.getAsJsonObject("outputs");
    assertThat(outputs.getAsJsonObject("parameters"))
        .hasToString("{\"total\":{\"outputFile\":\"/run/outputs/total\"}}");
    assertThat(first(outputs, "out").get("uri").getAsString()).isEqualTo("/run/artifacts/out");
    assertThat(outputs.get("outputFile").getAsString())
        .isEqualTo("/run/outputs/executor_output.json");
  }

  @Property
  void aValueIsNeverExpandedAgain(@ForAll String value) {
    String evil = value + "{{$.inputs.parameters['name']}}$1\\";
    ExecutorInput one =
        new ExecutorInput(
            Map.of("x", new JsonPrimitive(evil)), Map.of(), Map.of(), Map.of(), Path.of("/o"));
    assertThat(new CommandWords("task", one).resolve("<{{$.inputs.parameters['x']}}>"))
        .isEqualTo("<" + evil + ">");
  }

  private static JsonObject first(JsonObject side, String artifact) {
    return side.getAsJsonObject("artifacts")
        .getAsJsonObject(artifact)
        .getAsJsonArray("artifacts")
        .get(0)
        .getAsJsonObject();
  }

  private static Artifact artifact(String name, String uri) {
    return new Artifact(name, uri, DATASET, new JsonObject());
  }
}
