package dev.visualsimilarity.pipeline.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.visualsimilarity.pipeline.Waiting;
import dev.visualsimilarity.pipeline.ir.Container;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real containers of an image that holds this machine's shell, where Podman or Docker works. */
@Timeout(120)
class ContainerEngineTest {

  private static final String IMAGE = "visual-similarity-shell:test";

  /** Without a registry: the shell and its libraries, as they are here. */
  private static final String IMPORT =
      """
      shell=$(command -v sh)
      libraries=$(ldd "$shell" | grep -o '/[^ ]*')
      tar -chf - -C / $(echo "$shell" "$libraries" | sed 's,/,,; s, /, ,g') | "$0" import - %s
      """
          .formatted(IMAGE);

  @TempDir private static Path tools;
  @TempDir private Path folder;
  private static String engine;
  private Path run;

  @BeforeAll
  static void importImage() throws Exception {
    String settings =
        Path.of("../containers/podman-env.sh").toAbsolutePath().normalize().toString();
    for (Path candidate :
        List.of(
            wrapper("podman", "exec podman \"$@\""),
            wrapper("podman-here", ". '" + settings + "'; exec podman \"$@\""),
            wrapper("docker", "exec docker \"$@\""))) {
      if (silently("sh", "-c", IMPORT, candidate.toString()) == 0
          && silently(candidate.toString(), "run", "--rm", IMAGE, "sh", "-c", ":") == 0) {
        engine = candidate.toString();
        break;
      }
    }
    assumeTrue(engine != null, "neither podman nor docker runs containers here");
  }

  @BeforeEach
  void makeRunFolder() throws IOException {
    run = Files.createDirectory(folder.resolve("run"));
  }

  @Test
  void aContainerReadsInputsAndWritesOutputsWhereTheRunHasThem() throws Exception {
    Path input = Files.createDirectory(folder.resolve("in")).resolve("table.csv");
    Files.writeString(input, "id,image\n");
    Path output = run.resolve("outputs/text");
    Files.createDirectories(output.getParent());
    Container container =
        new Container(
            IMAGE,
            List.of("sh", "-c"),
            List.of("read -r line < $0; echo \"got $line $LEVEL\"; echo $line > $1; exit 5"),
            Map.of("LEVEL", "3"));
    ContainerTaskRunner runner = runner(List.of(input));
    runner.prepare(container);

    int code =
        runner.run(
            command(container, container.words().get(2), input.toString(), output.toString()));
    assertThat(code).isEqualTo(5);
    assertThat(run.resolve("log.txt")).hasContent("got id,image 3");
    assertThat(output).hasContent("id,image");
    assertThat(Files.getOwner(output)).isEqualTo(Files.getOwner(run));
  }

  @Test
  void interruptedItLeavesNoContainerBehind() throws Exception {
    Path never = run.resolve("never");
    assertThat(silently("mkfifo", never.toString())).isZero();
    Container container = new Container(IMAGE, List.of("sh", "-c"), List.of(), Map.of());
    TaskCommand command =
        command(container, "echo $0 > $0.started; read -r x < $0", never.toString());
    Thread thread =
        new Thread(
            () -> {
              try {
                runner(List.of()).run(command);
              } catch (IOException | InterruptedException e) {
                // The test looks at what is left.
              }
            });
    thread.start();
    Waiting.until(
        () -> Files.exists(run.resolve("never.started")) || !thread.isAlive(),
        () -> "never.started is not there");
    assertThat(containers()).contains("engine-test-");
    thread.interrupt();
    thread.join();
    for (int i = 0; i < 100 && containers().contains("engine-test-"); i++) {
      Thread.sleep(100);
    }
    assertThat(containers()).doesNotContain("engine-test-");
  }

  private ContainerTaskRunner runner(List<Path> mounts) {
    return new ContainerTaskRunner(engine, "engine-test-" + folder.getFileName(), run, mounts);
  }

  private TaskCommand command(Container container, String script, String... args) {
    List<String> words = new ArrayList<>(List.of("sh", "-c", script));
    words.addAll(List.of(args));
    return new TaskCommand(container, words, run, run.resolve("log.txt"));
  }

  private static String containers() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(engine, "ps", "--all", "--format", "{{.Names}}")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException(engine + " ps does not end");
    }
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static Path wrapper(String name, String command) throws IOException {
    Path file = Files.createDirectory(tools.resolve(name)).resolve(name.replaceFirst("-.*", ""));
    Files.writeString(file, "#!/usr/bin/env bash\n" + command + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  private static int silently(String... words) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.waitFor(60, TimeUnit.SECONDS)) {
      return process.exitValue();
    }
    process.destroyForcibly();
    return -1;
  }
}
