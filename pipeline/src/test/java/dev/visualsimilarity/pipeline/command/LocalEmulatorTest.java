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

class LocalEmulatorTest {

  @TempDir private Path folder;

  @Test
  void usesTheEmulatorThatTheEnvironmentNames() {
    InputParameter empty =
        new InputParameter(ParameterType.STRING, Optional.of(new JsonPrimitive("")), false, "");
    RunParameters parameters =
        new RunParameters(Map.of("project", empty, "api_endpoint", empty), Path.of("pipeline"));
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
}
