package dev.visualsimilarity.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script visual-similarity, in a project whose Maven only says what it was asked for. */
class LauncherTest {

  private static final String MAVEN =
      """
      #!/bin/sh
      echo "$PWD $*" >> "$LOG"
      sleep "${SECONDS_OF_BUILD:-0}"
      [ -z "${BROKEN:-}" ] || { echo "cannot compile X.java"; exit 1; }
      mkdir -p src/target/classes emulator/target/classes components/embed/target/classes
      mkdir -p pipeline/target/classes pipeline/target/app components/embed/target/app
      printf %s "$CLASSES" > pipeline/target/app/dependencies
      mkdir -p benchmarks/target/classes benchmarks/target/app
      touch components/embed/target/app/dependencies benchmarks/target/app/dependencies
      """;

  /** All that the scripts may call: a PATH with more could have a Maven or a Java on it. */
  private static final List<String> TOOLS =
      List.of(
          "awk",
          "bash",
          "cat",
          "dirname",
          "find",
          "mkdir",
          "mktemp",
          "mv",
          "readlink",
          "rm",
          "sh",
          "sleep",
          "touch");

  @TempDir private Path folder;
  private Path project;
  private Path bin;

  @BeforeEach
  void makeProject() throws IOException {
    project = Files.createDirectory(folder.resolve("my project"));
    bin = Files.createDirectory(folder.resolve("bin"));
    Path script = Path.of("").toAbsolutePath().getParent().resolve("visual-similarity");
    executable(project.resolve("visual-similarity"), Files.readString(script));
    executable(bin.resolve("mvn"), MAVEN);
    for (String tool : TOOLS) {
      executable(bin.resolve(tool), "#!/bin/sh\nexec " + onPath(tool) + " \"$@\"\n");
    }
    for (String module :
        List.of(".", "src", "emulator", "pipeline", "benchmarks", "components/embed")) {
      Path pom = Files.createDirectories(project.resolve(module)).resolve("pom.xml");
      Files.writeString(pom, "<project/>");
    }
    Files.createDirectories(project.resolve("components/embed/src/main/java"));
    Files.createDirectories(project.resolve("components/embed/src/test/java"));
  }

  @Test
  void buildsOnFirstUseAndNotOnTheSecond() throws Exception {
    assertThat(launch("--version"))
        .startsWith("0 ")
        .contains("building", "visual-similarity 0.1.0");
    assertThat(builds()).hasSize(1).first().asString().startsWith(project.toRealPath() + " -q");
    assertThat(launch("--version")).startsWith("0 ").doesNotContain("building");
    assertThat(builds()).hasSize(1);
  }

  @Test
  void buildsAgainWhenSourcesChangeOrGo() throws Exception {
    launch("--version");
    Path source = project.resolve("components/embed/src/main/java/X.java");
    Files.writeString(source, "class X {}");
    changedNow(source);
    launch("--version");
    assertThat(builds()).hasSize(2);
    Files.delete(source);
    changedNow(source.getParent());
    launch("--version");
    assertThat(builds()).hasSize(3);
    changedNow(Files.writeString(project.resolve("components/embed/src/test/java/T.java"), ""));
    launch("--version");
    assertThat(builds()).hasSize(3);
    changedNow(project.resolve("pipeline/pom.xml"));
    launch("--version");
    assertThat(builds()).hasSize(4);
  }

  @Test
  void aBuildThatIsCleanedAwayIsMadeAgain() throws Exception {
    launch("--version");
    Files.delete(project.resolve("components/embed/target/app/dependencies"));
    assertThat(launch("--version")).startsWith("0 ");
    assertThat(builds()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"src", "emulator", "components/embed", "pipeline", "benchmarks"})
  void aModuleWithoutClassesIsBuiltAgain(String module) throws Exception {
    launch("--version");
    Files.delete(project.resolve(module).resolve("target/classes"));
    assertThat(launch("--version")).startsWith("0 ");
    assertThat(builds()).hasSize(2);
  }

  @Test
  void aProjectThatIsMovedIsBuiltAgain() throws Exception {
    launch("--version");
    project = Files.move(project, folder.resolve("my other project"));
    assertThat(launch("--version")).startsWith("0 ");
    assertThat(builds()).hasSize(2).last().asString().startsWith(project.toRealPath() + " -q");
    launch("--version");
    assertThat(builds()).hasSize(2);
  }

  @Test
  void findsItselfWhateverCdpathSays() throws Exception {
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere/my project"));
    Map<String, String> environment = Map.of("CDPATH", elsewhere.getParent().toString());
    assertThat(launch(environment, Path.of("bash"), "my project/visual-similarity", "--version"))
        .startsWith("0 ");
    assertThat(builds()).hasSize(1).first().asString().startsWith(project.toRealPath() + " -q");
  }

  @ParameterizedTest
  @ValueSource(strings = {"my project/visual-similarity", "vs"})
  void twoAtOnceBuildOnceByWhateverName(String name) throws Exception {
    Files.createSymbolicLink(folder.resolve("vs"), Path.of("my project/visual-similarity"));
    Path script = folder.resolve(name);
    Map<String, String> slow = Map.of("SECONDS_OF_BUILD", "3");
    CompletableFuture<String> other =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return launch(slow, script, "--version");
              } catch (Exception e) {
                throw new CompletionException(e);
              }
            });
    String output = launch(slow, script, "--version");
    assertThat(output).startsWith("0 ");
    assertThat(other.get()).startsWith("0 ");
    assertThat(output + other.get()).contains("waiting for another build to end, process ");
    assertThat(builds()).hasSize(1);
    assertThat(lock()).doesNotExist();
  }

  @Test
  void takesOverTheLockOfABuildThatWasKilled() throws Exception {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Files.writeString(Files.createDirectories(lock()).resolve("pid"), dead.pid() + "\n");
    assertThat(launch("--version")).startsWith("0 ").doesNotContain("waiting");
    assertThat(builds()).hasSize(1);
    assertThat(lock()).doesNotExist();
  }

  @Test
  void takesOverTheLockWhoseNumberIsAnotherProgramsByNow() throws Exception {
    Process other = new ProcessBuilder("sleep", "60").start();
    try {
      // It began long after the machine.
      Files.writeString(Files.createDirectories(lock()).resolve("pid"), other.pid() + " 1\n");
      assertThat(launch("--version")).startsWith("0 ").doesNotContain("waiting");
      assertThat(lock()).doesNotExist();
    } finally {
      other.destroy();
    }
  }

  @Test
  void showsWhyABuildFailed() throws Exception {
    assertThat(launch(Map.of("BROKEN", "1"), project.resolve("visual-similarity"), "--version"))
        .startsWith("1 ")
        .contains("cannot compile X.java", "visual-similarity: the build failed");
    assertThat(lock()).doesNotExist();
    assertThat(launch("--version")).startsWith("0 ");
  }

  @Test
  void worksThroughLinksAndFromAnywhere() throws Exception {
    Path link =
        Files.createSymbolicLink(bin.resolve("vs"), Path.of("../my project/visual-similarity"));
    Path second = Files.createSymbolicLink(folder.resolve("vs2"), link);
    assertThat(launch(Map.of(), second, "--version")).startsWith("0 ").contains("0.1.0");
  }

  @Test
  void runsACurrentBuildWithoutMavenAndSaysWhatIsMissingForAnother() throws Exception {
    launch("--version");
    Files.delete(bin.resolve("mvn"));
    assertThat(launch("--version")).startsWith("0 ").contains("0.1.0");
    changedNow(project.resolve("pom.xml"));
    assertThat(launch("--version")).startsWith("1 ").contains("there is no mvn on the PATH");
  }

  @Test
  void saysThatJavaIsMissingOrTooOld() throws Exception {
    executable(
        bin.resolve("java"),
        """
        #!/bin/sh
        echo '    java.home = /old' >&2
        echo '    java.specification.version = 1.8' >&2
        """);
    assertThat(
            launch(Map.of("JAVA_HOME", "/none"), project.resolve("visual-similarity"), "--version"))
        .startsWith("1 ")
        .contains("no Java 17 or newer, in JAVA_HOME (/none)");
    assertThat(builds()).isEmpty();
  }

  @Test
  void handsOverArgumentsAndTheExitCode() throws Exception {
    assertThat(launch("run", "no such file.yaml"))
        .startsWith("2 ")
        .contains("no such file: ")
        .contains("no such file.yaml");
  }

  private String launch(String... args) throws Exception {
    return launch(Map.of(), project.resolve("visual-similarity"), args);
  }

  /** The exit code and everything that is printed. */
  private String launch(Map<String, String> environment, Path script, String... args)
      throws Exception {
    List<String> words = new ArrayList<>(List.of(script.toString()));
    words.addAll(List.of(args));
    ProcessBuilder builder =
        new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("PATH", bin.toString());
    builder.environment().put("LOG", folder.resolve("builds.txt").toString());
    builder.environment().put("CLASSES", System.getProperty("java.class.path"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() + " " + output;
  }

  private Path lock() {
    return project.resolve("target/visual-similarity.lock");
  }

  private List<String> builds() throws IOException {
    Path log = folder.resolve("builds.txt");
    return Files.exists(log) ? Files.readAllLines(log) : List.of();
  }

  private static void changedNow(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
  }

  private static Path onPath(String tool) {
    return Arrays.stream(System.getenv("PATH").split(":", -1))
        .map(part -> Path.of(part, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }

  private static void executable(Path file, String text) throws IOException {
    Files.writeString(file, text);
    if (!file.toFile().setExecutable(true)) {
      throw new IOException("cannot make executable: " + file);
    }
  }
}
