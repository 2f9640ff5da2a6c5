package dev.visualsimilarity.pipeline.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonPrimitive;
import dev.visualsimilarity.emulator.server.EmulatorServer;
import dev.visualsimilarity.pipeline.ir.InputParameter;
import dev.visualsimilarity.pipeline.ir.ParameterType;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalEmulatorTest {

  @TempDir private Path folder;

  @Test
  void usesTheEmulatorThatTheEnvironmentNames() {
    RunParameters parameters = parameters();
    StringWriter err = new StringWriter();

    try (LocalEmulator emulator =
        LocalEmulator.startIfNeeded(
            parameters,
            Map.of(EmulatorServer.HOST_VARIABLE, "127.0.0.1:8093"),
            folder.resolve("emulator"))) {
      emulator.announce(new PrintWriter(err));
    }

    assertThat(parameters.values().get("api_endpoint").getAsString())
        .isEqualTo("http://127.0.0.1:8093");
    assertThat(parameters.values().get("project").getAsString()).isEqualTo("local-project");
    assertThat(err.toString()).contains(EmulatorServer.HOST_VARIABLE);
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', '', false",
    "mine, '', '', true",
    "'', us-central1-aiplatform.googleapis.com, '', true",
    "mine, https://us-central1-aiplatform.googleapis.com, 127.0.0.1:8093, true",
    "mine, http://127.0.0.1:8085, '', false",
    "mine, '', 127.0.0.1:8093, false"
  })
  void tellsWhetherARunSpeaksToVertex(
      String project, String endpoint, String running, boolean vertex) {
    RunParameters parameters = parameters();
    parameters.text("project", project, folder);
    parameters.text("api_endpoint", endpoint, folder);
    Map<String, String> environment = Map.of(EmulatorServer.HOST_VARIABLE, running);
    assertThat(LocalEmulator.isVertex(parameters, environment)).isEqualTo(vertex);
  }

  private static RunParameters parameters() {
    InputParameter empty =
        new InputParameter(ParameterType.STRING, Optional.of(new JsonPrimitive("")), false, "");
    return new RunParameters(Map.of("project", empty, "api_endpoint", empty), Path.of("pipeline"));
  }
}
