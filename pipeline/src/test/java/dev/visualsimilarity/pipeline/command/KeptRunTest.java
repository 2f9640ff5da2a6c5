package dev.visualsimilarity.pipeline.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.emulator.server.EmulatorServer;
import dev.visualsimilarity.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptRunTest {

  @TempDir private Path runs;

  @Test
  void theNewestIsTheOneThatDeployedLast() throws IOException {
    run("a", 300);
    run("b", 500);
    run("c", 100);
    Files.createDirectories(runs.resolve("d/tasks"));
    Files.writeString(runs.resolve("d/parameters.json"), "{}");
    assertThat(KeptRun.newest(runs).path()).isEqualTo(runs.resolve("b"));
  }

  @Test
  void withoutARunItSaysHowToBegin() throws IOException {
    assertThatThrownBy(() -> KeptRun.newest(runs.resolve("none")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("begin with visual-similarity run");
    Files.createDirectories(runs.resolve("failed"));
    assertThatThrownBy(() -> KeptRun.newest(runs)).hasMessageContaining("has deployed an index");
    assertThatThrownBy(() -> KeptRun.of(runs.resolve("failed")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("failed is not the folder of a run that has deployed an index");
  }

  @Test
  void aRunThatDeployedTheExactIndexAloneHasDeployedOne() throws IOException {
    run("a", 300);
    Path exact = run("b", "deploy-brute-force-index", 500);
    KeptRun run = KeptRun.newest(runs);
    assertThat(run.path()).isEqualTo(exact);
    assertThat(run.output("deploy-brute-force-index", "index_endpoint")).isEqualTo("endpoints/b");
    assertThat(run.deployedIds()).containsExactly("b_id");
    assertThatThrownBy(() -> run.output("deploy-ann-index", "index_endpoint"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("has no output index_endpoint of its task deploy-ann-index")
        .hasMessageContaining("it has deployed [deploy-brute-force-index]");
  }

  @Test
  void readsOutputsOfItsTasks() throws IOException {
    KeptRun run = KeptRun.of(run("a", 1));
    assertThat(run.output("deploy-ann-index", "index_endpoint")).isEqualTo("endpoints/a");
    assertThat(run.parameters()).hasFileName("parameters.json");
  }

  @Test
  void startsTheEmulatorOfTheRunAgainIfThereIsOne() throws IOException {
    KeptRun run = KeptRun.of(run("a", 1));
    assertThat(run.emulatorData()).isEmpty();
    Path data = Files.createDirectory(run.path().resolve("emulator"));
    assertThat(run.emulatorData()).contains(data);
    try (KeptEmulator emulator = KeptEmulator.start(data, Map.of())) {
      assertThat(emulator.endpoint()).startsWith("http://127.0.0.1:");
    }
  }

  @Test
  void asksTheEmulatorThatServesTheRunAlready() throws IOException {
    String variable = EmulatorServer.HOST_VARIABLE;
    try (KeptEmulator serving = KeptEmulator.start(runs, Map.of(variable, "127.0.0.1:1"))) {
      assertThat(serving.server()).isPresent();
      try (KeptEmulator named = KeptEmulator.start(runs, Map.of(variable, "127.0.0.1:1"))) {
        assertThat(named).isEqualTo(KeptEmulator.running("http://127.0.0.1:1"));
      }
      assertThatThrownBy(() -> KeptEmulator.start(runs, Map.of()))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("an emulator serves " + runs + " already")
          .hasMessageContaining("-p api_endpoint=http://HOST:PORT")
          .hasMessageContaining(variable + "=HOST:PORT");
    }
  }

  private Path run(String name, long deployed) throws IOException {
    return run(name, "deploy-ann-index", deployed);
  }

  private Path run(String name, String task, long deployed) throws IOException {
    Path run = runs.resolve(name);
    Path endpoint = run.resolve("tasks").resolve(task).resolve("outputs/parameters/index_endpoint");
    Files.createDirectories(endpoint.getParent());
    Files.writeString(run.resolve("parameters.json"), "{}");
    Files.writeString(endpoint, "endpoints/" + name);
    Files.writeString(endpoint.resolveSibling("deployed_index_id"), name + "_id");
    Files.setLastModifiedTime(endpoint, FileTime.from(Instant.ofEpochSecond(deployed)));
    return run;
  }
}
