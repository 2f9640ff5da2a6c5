package dev.visualsimilarity.pipeline.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.visualsimilarity.command.Commands;
import dev.visualsimilarity.pipeline.TestPipelines;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {

  private static final String ROOT =
      """
      inputDefinitions:
        parameters:
          who: {parameterType: STRING, defaultValue: you, description: Who is greeted.}
          work_uri: {parameterType: STRING, defaultValue: ''}
          catalog_uri: {parameterType: STRING, defaultValue: ''}
          project: {parameterType: STRING, defaultValue: ''}
          api_endpoint: {parameterType: STRING, defaultValue: ''}
      outputDefinitions:
        parameters:
          who: {parameterType: STRING}
          work: {parameterType: STRING}
          project: {parameterType: STRING}
          api_endpoint: {parameterType: STRING}
        artifacts: {data: {artifactType: {schemaTitle: system.Dataset, schemaVersion: 0.0.1}}}
      dag:
        outputs:
          parameters:
            who: {valueFromParameter: {producerSubtask: who, outputParameterKey: text}}
            work: {valueFromParameter: {producerSubtask: work, outputParameterKey: text}}
            project: {valueFromParameter: {producerSubtask: project, outputParameterKey: text}}
            api_endpoint: {valueFromParameter: {producerSubtask: api-endpoint, outputParameterKey: text}}
          artifacts: {data: {artifactSelectors: [{producerSubtask: store, outputArtifactKey: data}]}}
        tasks:
          who: {componentRef: {name: comp-write}, inputs: {parameters: {text: {componentInputParameter: who}}}}
          work: {componentRef: {name: comp-write}, inputs: {parameters: {text: {componentInputParameter: work_uri}}}}
          project: {componentRef: {name: comp-write}, inputs: {parameters: {text: {componentInputParameter: project}}}}
          api-endpoint: {componentRef: {name: comp-write}, inputs: {parameters: {text: {componentInputParameter: api_endpoint}}}}
          store: {componentRef: {name: comp-store}, inputs: {parameters: {text: {componentInputParameter: who}}}}
      """;

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void printsTheOutputsAsJsonAndProgressElsewhere() throws IOException {
    assertThat(run(ROOT, "--param", "who=me", "--parallelism", "1")).isZero();
    JsonObject outputs = JsonParser.parseString(out.toString()).getAsJsonObject();
    assertThat(outputs.get("who").getAsString()).isEqualTo("me");
    assertThat(Path.of(outputs.get("data").getAsString())).hasContent("me");
    assertThat(outputs.get("work").getAsString()).isEqualTo(runDir().resolve("work").toString());
    assertThat(err.toString())
        .containsPattern("(?m)^store +RUNNING$")
        .containsPattern("(?m)^store +SUCCEEDED +\\d+\\.\\d s$")
        .containsPattern("SUCCEEDED in .* s; everything is in " + runDir());
    assertThat(JsonParser.parseString(Files.readString(runDir().resolve("outputs.json"))))
        .isEqualTo(outputs);
    assertThat(runDir().resolve("parameters.json")).content().contains("\"who\": \"me\"");
  }

  @Test
  void startsAnEmulatorWhereNoServerIsNamed() {
    assertThat(run(ROOT)).isZero();
    JsonObject outputs = JsonParser.parseString(out.toString()).getAsJsonObject();
    assertThat(outputs.get("api_endpoint").getAsString()).matches("http://127\\.0\\.0\\.1:\\d+");
    assertThat(outputs.get("project").getAsString()).isEqualTo("local-project");
    assertThat(err.toString()).contains("using a Vector Search emulator of this machine");
  }

  @Test
  void startsNoEmulatorWhereAProjectIsNamed() {
    assertThat(run(ROOT, "-p", "project=mine")).isZero();
    JsonObject outputs = JsonParser.parseString(out.toString()).getAsJsonObject();
    assertThat(outputs.get("api_endpoint").getAsString()).isEmpty();
    assertThat(outputs.get("project").getAsString()).isEqualTo("mine");
    assertThat(err.toString()).doesNotContain("emulator");
  }

  @Test
  void aFailedTaskEndsWithOneAndItsLastLines() {
    assertThat(run("dag: {tasks: {bad: {componentRef: {name: comp-fail}}}}")).isEqualTo(1);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .containsPattern("(?m)^bad +FAILED")
        .contains("task bad: exit code 3")
        .containsPattern("(?m)^ +30$")
        .doesNotContainPattern("(?m)^ +10$")
        .contains("FAILED after");
  }

  @Test
  void aWrongParameterEndsWithTwoAndOneLineBeforeAnythingStarts() {
    assertThat(run(ROOT, "--param", "hwo=me")).isEqualTo(2);
    assertThat(err.toString().strip())
        .isEqualTo("run: the pipeline has no parameter hwo; did you mean who?");
    assertThat(runDir()).doesNotExist();
  }

  @Test
  void aFileThatDoesNotExistIsToldBeforeAnythingStarts() {
    Path missing = folder.resolve("none.csv");
    for (String uri : List.of(missing.toString(), "file://" + missing)) {
      assertThat(run(ROOT, "--param", "catalog_uri=" + uri)).isEqualTo(2);
    }
    assertThat(err.toString().lines())
        .hasSize(2)
        .allMatch(
            line -> line.startsWith("run: parameter catalog_uri is %s, which".formatted(missing)));
    assertThat(runDir()).doesNotExist();
  }

  @Test
  void checksNeitherBucketsNorTheFolderThatTheRunMakes() {
    Path work = folder.resolve("new/work");
    assertThat(run(ROOT, "-p", "catalog_uri=gs://b/c.csv", "-p", "work_uri=" + work)).isZero();
  }

  @Test
  void aServerThatDoesNotAnswerIsToldBeforeAnythingStarts() throws IOException {
    String endpoint;
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      endpoint = "http://127.0.0.1:" + server.getLocalPort();
      assertThat(run(ROOT, "--param", "api_endpoint=" + endpoint)).isZero();
    }
    Path second = folder.resolve("second");
    assertThat(run(ROOT, "-p", "api_endpoint=" + endpoint, "--run-dir", second.toString()))
        .isEqualTo(2);
    assertThat(err.toString().lines().filter(line -> line.startsWith("run: ")))
        .singleElement()
        .asString()
        .startsWith("run: parameter api_endpoint is " + endpoint + ", where no server answers");
    assertThat(second).doesNotExist();
  }

  @Test
  void anImageThatVertexCannotPullIsToldBeforeAnythingStarts() {
    String root =
        """
        inputDefinitions:
          parameters:
            project: {parameterType: STRING, defaultValue: ''}
            api_endpoint: {parameterType: STRING, defaultValue: ''}
            upload_model: {parameterType: BOOLEAN, defaultValue: true}
            serving_container_image: {parameterType: STRING, defaultValue: 'shop/server:1'}
        dag:
          tasks:
            who: {componentRef: {name: comp-write}, inputs: {parameters: {text: {componentInputParameter: project}}}}
        """;
    assertThat(run(root, "-p", "project=mine")).isEqualTo(2);
    assertThat(err.toString().strip()).contains("cannot pull it: shop/server:1").hasLineCount(1);
    assertThat(runDir()).doesNotExist();
    assertThat(run(root)).as("on an emulator: %s", err).isZero();
  }

  @Test
  void refusesWordsThatAreNoParameters() {
    assertThat(run(ROOT, "--param", "who")).isEqualTo(2);
    assertThat(err.toString()).contains("--param who is not NAME=VALUE");
  }

  @Test
  void refusesARunFolderWithSomethingInIt() throws IOException {
    Files.writeString(Files.createDirectories(runDir()).resolve("mine.txt"), "mine");
    assertThat(run(ROOT)).isEqualTo(2);
    assertThat(err.toString()).contains("is not empty");
    assertThat(runDir()).isDirectoryContaining("glob:**/mine.txt");
  }

  @Test
  void refusesParallelismBelowOneAndUnknownRunners() {
    assertThat(run(ROOT, "--parallelism", "0")).isEqualTo(2);
    assertThat(run(ROOT, "--runner", "magic")).isEqualTo(2);
    assertThat(err.toString()).contains("--parallelism is 0", "process, docker, podman");
  }

  @Test
  void refusesAPlaceholderThatNamesNothing() {
    String yaml =
        TestPipelines.yaml(ROOT, "")
            .replace("outputs.parameters['text']", "outputs.parameters['txt']");
    assertThat(runFile(TestPipelines.write(folder, yaml))).isEqualTo(2);
    assertThat(err.toString())
        .contains("task who: cannot resolve {{$.outputs.parameters['txt'].output_file}}");
  }

  @Test
  void listsParametersWithoutRunning() {
    assertThat(run(ROOT, "--list-params")).isZero();
    assertThat(out.toString())
        .containsPattern("(?m)^who +STRING +you$")
        .contains("work_uri", "api_endpoint", "    Who is greeted.");
    assertThat(runDir()).doesNotExist();
  }

  @Test
  void aMissingPipelineIsOneLine() {
    assertThat(runFile(folder.resolve("none.yaml"))).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1).first().asString().contains("no such file");
  }

  private int run(String root, String... args) {
    return runFile(TestPipelines.write(folder, TestPipelines.yaml(root, "")), args);
  }

  private int runFile(Path pipeline, String... args) {
    List<String> all = new ArrayList<>(List.of(pipeline.toString()));
    all.addAll(List.of(args));
    if (!all.contains("--run-dir")) {
      all.addAll(List.of("--run-dir", runDir().toString()));
    }
    return Commands.commandLine(new RunCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }

  private Path runDir() {
    return folder.resolve("run");
  }
}
