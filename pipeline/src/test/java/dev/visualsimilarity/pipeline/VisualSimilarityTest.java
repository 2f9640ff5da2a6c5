package dev.visualsimilarity.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visualsimilarity.pipeline.command.ProjectFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command line as a program of its own. */
@Timeout(60)
class VisualSimilarityTest {

  @TempDir private Path folder;

  @Test
  void sigtermEndsTheRunAndEveryProgramItStarted() throws Exception {
    Path pipeline =
        TestPipelines.write(
            folder,
            TestPipelines.yaml("dag: {tasks: {wait: {componentRef: {name: comp-wait}}}}", ""));
    Path run = folder.resolve("run");
    Process process = start("run", pipeline.toString(), "--run-dir", run.toString());
    Path file = run.resolve("tasks/wait/outputs/artifacts/pid");
    Waiting.until(() -> Files.exists(file) || !process.isAlive(), this::output);
    ProcessHandle child =
        ProcessHandle.of(Long.parseLong(Files.readString(file).strip())).orElseThrow();
    process.destroy();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(128 + 15);
    assertThat(child.isAlive()).isFalse();
    assertThat(output()).contains("Cancelled: ending the tasks that run").doesNotContain("FAILED");
  }

  @Test
  void listsItsCommands() throws Exception {
    Process process = start("--help");
    assertThat(process.waitFor()).isZero();
    assertThat(output()).contains("run ", "emulator ", "--version");
    assertThat(VisualSimilarity.commandLine().getSubcommands().values())
        .allSatisfy(
            command ->
                assertThat(command.getCommandSpec().usageMessage().description()[0])
                    .as("what the list shows of %s", command.getCommandName())
                    .endsWith("."));
  }

  @Test
  void anUnknownCommandEndsWithTwo() throws Exception {
    Process process = start("rum");
    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(output()).contains("rum", "run");
  }

  @Test
  void twoRunsAtOnceHaveFoldersOfTheirOwnAndOneThatCannotBeginLeavesNone() throws Exception {
    String root =
        """
        inputDefinitions: {parameters: {text: {parameterType: STRING}}}
        dag:
          tasks:
            write:
              componentRef: {name: comp-write}
              inputs: {parameters: {text: {componentInputParameter: text}}}
        """;
    String pipeline = TestPipelines.write(folder, TestPipelines.yaml(root, "")).toString();
    assertThat(start("run", pipeline).waitFor()).isEqualTo(2);
    assertThat(output()).contains("parameter text is missing");
    assertThat(folder.resolve("runs")).isEmptyDirectory();

    Process first = start("run", pipeline, "--param", "text=a");
    Process second = start("run", pipeline, "--param", "text=b");
    assertThat(first.waitFor()).isZero();
    assertThat(second.waitFor()).isZero();
    try (Stream<Path> runs = Files.list(folder.resolve("runs"))) {
      assertThat(runs).hasSize(2).allMatch(run -> Files.exists(run.resolve("outputs.json")));
    }
  }

  @Test
  void runsOneComponentWithItsOwnFlagsAndExitCode() throws Exception {
    assertThat(start("component", "preprocess", "--help").waitFor()).isZero();
    assertThat(output()).contains("Usage: preprocess", "--catalog-uri", "Exit codes:");

    String missing = folder.resolve("none.csv").toString();
    String tensors = folder.resolve("tensors").toString();
    Process process =
        start("component", "preprocess", "--catalog-uri", missing, "--tensors-uri", tensors);
    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(output()).contains("none.csv does not exist");
    assertThat(folder.resolve("tensors")).doesNotExist();
  }

  @Test
  void anUnknownComponentIsToldWithThoseThereAre() throws Exception {
    assertThat(start("component", "../pipeline").waitFor()).isEqualTo(2);
    assertThat(output()).contains("no component is called ../pipeline", "preprocess, query-index");
    assertThat(start("component", "--help").waitFor()).isZero();
    assertThat(output()).contains(ProjectFolder.find().components().toFile().list());
  }

  @Test
  void aQueryWithoutARunSaysHowToBegin() throws Exception {
    assertThat(start("query", "photo.jpg").waitFor()).isEqualTo(2);
    assertThat(output().strip())
        .startsWith("query: no run below " + folder.resolve("runs"))
        .contains("begin with visual-similarity run")
        .hasLineCount(1);
    assertThat(start("query", "photo.jpg", "--num-neighbors", "0").waitFor()).isEqualTo(2);
    assertThat(output()).contains("--num-neighbors is 0; give 1 or more");
    assertThat(start("query", "photo.jpg", "--index-endpoint", "7").waitFor()).isEqualTo(2);
    assertThat(output()).contains("--index-endpoint and --deployed-index-id belong together");
    assertThat(start("query", "photo.jpg", "--endpoint", "").waitFor()).isEqualTo(2);
    assertThat(output()).contains("--endpoint is empty");
  }

  @Test
  void aQueryOfADeploymentNeedsNoRun() throws Exception {
    Process process =
        start(
            "query",
            "photo.jpg",
            "--index-endpoint=7",
            "--deployed-index-id=shop",
            "--param=api_endpoint=http://127.0.0.1:1",
            "--param=project=local");
    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(output())
        .contains(
            "cannot read index endpoint projects/local/locations/us-central1/indexEndpoints/7",
            "http://127.0.0.1:1 is not reachable");
  }

  private Process start(String... args) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-cp", System.getProperty("java.class.path")));
    words.add(VisualSimilarity.class.getName());
    words.addAll(List.of(args));
    return new ProcessBuilder(words)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("output.txt").toFile())
        .start();
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve("output.txt"));
  }
}
