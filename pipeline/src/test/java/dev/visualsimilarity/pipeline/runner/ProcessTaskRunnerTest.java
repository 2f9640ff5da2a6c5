package dev.visualsimilarity.pipeline.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.ir.Container;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessTaskRunnerTest {

  @TempDir private Path folder;
  private Path components;
  private ProcessTaskRunner runner;

  @BeforeEach
  void makeFolders() throws IOException {
    // A blank in a path is where class paths in argument files go wrong.
    components = Files.createDirectory(folder.resolve("my components"));
    runner = new ProcessTaskRunner(components, folder.resolve("my apps"));
  }

  @Test
  void runsAJavaProgramOnTheClassPathThatTheBuildLeft() throws Exception {
    buildEcho();
    Container container =
        new Container(
            "registry:5000/shop/echo:0.1.0@sha256:00",
            List.of(
                "java",
                "@/app/jvm-flags",
                "-Xmx32m",
                "-cp",
                "@/app/jib-classpath-file",
                Echo.class.getName()),
            List.of("/app/file", "not/app/x", "two words", ""),
            Map.of("GREETING", "hello"));
    runner.prepare(container);

    Path log = folder.resolve("log.txt");
    TaskCommand command = new TaskCommand(container, container.words(), folder, log);
    assertThat(runner.run(command)).isEqualTo(4);
    assertThat(Files.readString(log))
        .isEqualTo(
            String.join(
                    "|",
                    "hello",
                    System.getProperty("java.home"),
                    folder.toRealPath().toString(),
                    folder + "/my apps/echo/file",
                    "not/app/x",
                    "two words",
                    "")
                + "\n");
  }

  @Test
  void aValueThatLooksLikeAPathOfTheImageArrivesUnchanged() throws Exception {
    buildEcho();
    String placeholder = "{{$.inputs.parameters['catalog']}}";
    Container container =
        new Container(
            "echo",
            List.of("java", "-Xmx32m", "-cp", "@/app/jib-classpath-file", Echo.class.getName()),
            List.of("/app/file", placeholder, "/app/" + placeholder),
            Map.of("GREETING", "hello"));
    runner.prepare(container);
    List<String> words = new ArrayList<>(container.command());
    words.addAll(List.of("/app/file", "/app/data/x", "/app/data/y"));

    Path log = folder.resolve("log.txt");
    runner.run(new TaskCommand(container, words, folder, log));
    assertThat(Files.readString(log))
        .endsWith("|" + folder + "/my apps/echo/file|/app/data/x|/app/data/y\n");
    assertThat(runner.program(container, List.of("/app/file", "@/app/data")).command())
        .contains("@" + folder + "/my apps/echo/jib-classpath-file")
        .endsWith("/app/file", "@/app/data");
  }

  @Test
  void aComponentThatIsNotBuiltIsAUsersMistake() {
    Container container =
        new Container("shop/embed:1", List.of("java", "-cp", "@/app/x"), List.of(), Map.of());
    assertThatThrownBy(() -> runner.prepare(container))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("module embed is not built", "mvn package");
  }

  @Test
  void aProgramOfTheMachineNeedsNoBuild() throws Exception {
    Container container =
        new Container("any", List.of("sh", "-c"), List.of("echo out; echo err >&2"), Map.of());
    runner.prepare(container);
    Path log = folder.resolve("log.txt");
    assertThat(runner.run(new TaskCommand(container, container.words(), folder, log))).isZero();
    assertThat(log).hasContent("out\nerr");
  }

  @Test
  void aProgramThatIsNotThereIsAnError() {
    Container container = new Container("any", List.of("no-such-program"), List.of(), Map.of());
    TaskCommand command =
        new TaskCommand(container, container.words(), folder, folder.resolve("log.txt"));
    assertThatThrownBy(() -> runner.run(command))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no-such-program");
  }

  @Test
  void knowsTheComponentOfAnImage() {
    assertThat(
            Stream.of("a", "a:1", "x/a:1", "h:5000/x/a", "h:5000/x/a:1@sha256:f")
                .map(AppFolder::component))
        .containsOnly("a");
  }

  /** Leaves what a build leaves of a component whose program is {@link Echo}. */
  private void buildEcho() throws Exception {
    Path target = Files.createDirectories(components.resolve("echo/target"));
    Files.createDirectories(target.resolve("classes"));
    Path classes =
        Path.of(
            ProcessTaskRunnerTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    Files.createDirectories(target.resolve("app"));
    Files.writeString(target.resolve("app/dependencies"), classes.toString());
  }

  /** Prints what it was given; exits with 4. */
  static final class Echo {
    private Echo() {}

    public static void main(String[] args) {
      System.out.println(
          String.join(
              "|",
              System.getenv("GREETING"),
              System.getProperty("java.home"),
              System.getProperty("user.dir"),
              String.join("|", args)));
      System.exit(4);
    }
  }
}
