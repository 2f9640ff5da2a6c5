package dev.visualsimilarity.pipeline.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.ir.Container;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerTaskRunnerTest {

  private static final Container CONTAINER =
      new Container("shop/embed:1", List.of("java", "-jar"), List.of(), Map.of("LEVEL", "2"));

  @TempDir private Path folder;
  private Path run;

  @BeforeEach
  void makeRunFolder() throws IOException {
    run = Files.createDirectory(folder.resolve("run"));
  }

  @Test
  void theCommandReplacesTheEntryPointAndFoldersKeepTheirPaths() throws IOException {
    Path catalog = Files.createDirectory(folder.resolve("catalog"));
    Path table = Files.writeString(catalog.resolve("catalog.csv"), "id");
    List<String> words = words("docker", List.of(table));
    assertThat(words)
        .startsWith("docker", "run", "--rm", "--name", "job-1")
        .containsSequence("--network", "host")
        .containsSequence("--env", "HOME=/tmp")
        .containsSequence("--env", "LEVEL=2")
        .containsSequence("--volume", run + ":" + run)
        .containsSequence("--volume", catalog + ":" + catalog)
        .endsWith("--entrypoint", "java", "shop/embed:1", "-jar", "/app/x.jar", "--in=" + table);
  }

  @Test
  void filesBelongToWhoRunsThePipeline() throws IOException {
    Object uid = Files.getAttribute(run, "unix:uid");
    Object gid = Files.getAttribute(run, "unix:gid");
    if (uid.equals(0)) {
      assertThat(words("docker", List.of())).doesNotContain("--user");
      assertThat(words("podman", List.of())).doesNotContain("--userns");
    } else {
      assertThat(words("docker", List.of())).containsSequence("--user", uid + ":" + gid);
      assertThat(words("podman", List.of())).containsSequence("--userns", "keep-id");
    }
  }

  @Test
  void mountsEachFolderOnceAndNoneWithinAnother() throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    Path inner = Files.createDirectory(data.resolve("inner"));
    assertThat(Mounts.of(run, List.of(inner, data, data, run.resolve("work/new"))))
        .containsExactlyInAnyOrder(run, data);
  }

  @Test
  void mountsTheNextFolderAboveWhatDoesNotExistYetButNeverTheRoot() {
    assertThat(Mounts.of(run, List.of(folder.resolve("new/tensors")))).containsExactly(folder);
    assertThat(Mounts.of(run, List.of(Path.of("/does-not-exist/at-all")))).containsExactly(run);
  }

  @Test
  void anEngineThatIsNotThereIsAUsersMistake() {
    ContainerTaskRunner runner = new ContainerTaskRunner("no-such-engine", "job", run, List.of());
    assertThatThrownBy(() -> runner.prepare(CONTAINER))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("cannot run no-such-engine", "--runner process");
  }

  @Test
  void anImageThatIsNotThereIsAUsersMistake() throws IOException {
    ContainerTaskRunner runner = new ContainerTaskRunner(engine("exit 1"), "job", run, List.of());
    assertThatThrownBy(() -> runner.prepare(CONTAINER))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("has no image shop/embed:1");
  }

  @Test
  void theExitCodeAndOutputAreThoseOfTheEngine() throws Exception {
    ContainerTaskRunner runner =
        new ContainerTaskRunner(engine("echo \"$1 $4\"; exit 7"), "job", run, List.of());
    Path log = run.resolve("log.txt");
    int code = runner.run(new TaskCommand(CONTAINER, List.of("java"), run, log));
    assertThat(code).isEqualTo(7);
    assertThat(log).hasContent("run job-1");
  }

  private List<String> words(String engine, List<Path> mounts) throws IOException {
    List<String> words =
        List.of("java", "-jar", "/app/x.jar", "--in=" + folder.resolve("catalog/catalog.csv"));
    return new ContainerTaskRunner(engine, "job", run, mounts)
        .words(new TaskCommand(CONTAINER, words, run, run.resolve("log.txt")), "job-1");
  }

  /** A program that stands for Docker. */
  private String engine(String script) throws IOException {
    Path file = Files.writeString(folder.resolve("engine"), "#!/bin/sh\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file.toString();
  }
}
