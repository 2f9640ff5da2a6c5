package dev.visualsimilarity.pipeline.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.aiplatform.v1.LocationName;
import com.google.gson.JsonParser;
import dev.visualsimilarity.command.Commands;
import dev.visualsimilarity.pipeline.TestPipelines;
import dev.visualsimilarity.pipeline.command.runs.RunsCommand;
import dev.visualsimilarity.pipeline.jobs.JobsServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pipelines that are submitted to an emulator which runs them. */
@Timeout(300)
class SubmitToEmulatorTest {

  private static final String LOOP =
      """
      inputDefinitions:
        parameters:
          numbers: {parameterType: LIST, defaultValue: [1, 2, 3]}
          text: {parameterType: STRING}
      dag:
        tasks:
          store:
            componentRef: {name: comp-store}
            inputs: {parameters: {text: {componentInputParameter: text}}}
          for-each:
            componentRef: {name: comp-body}
            dependentTasks: [store]
            inputs: {parameters: {numbers: {componentInputParameter: numbers}}}
            parameterIterator: {itemInput: item, items: {inputParameter: numbers}}
      """;

  private static final String BODY =
      """
      comp-body:
        inputDefinitions: {parameters: {item: {parameterType: NUMBER_INTEGER}, numbers: {parameterType: LIST}}}
        dag:
          tasks:
            count:
              componentRef: {name: comp-count}
              inputs: {parameters: {n: {componentInputParameter: item}}}
      """;

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private JobsServer server;

  @BeforeEach
  void start() throws Exception {
    server = JobsServer.start(folder);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aRunIsFollowedToItsEndThroughItsLoops() {
    assertThat(submit(LOOP, BODY, "--param=text=hello", "--param=numbers=[7,8]"))
        .as("%s", err)
        .isZero();
    assertThat(err.toString())
        .containsPattern("(?m)^store +SUCCEEDED +\\d+\\.\\d s$")
        .containsPattern("(?m)^for-each-1/count +SUCCEEDED +\\d+\\.\\d s$")
        .containsPattern("(?m)^for-each-2/count +SUCCEEDED +\\d+\\.\\d s$")
        .containsPattern("(?m)^SUCCEEDED after ");
    assertThat(JsonParser.parseString(out.toString()).getAsJsonObject().get("state").getAsString())
        .isEqualTo("PIPELINE_STATE_SUCCEEDED");
  }

  @Test
  void aTaskThatFailsIsToldWithItsReasonAndItsLog() throws Exception {
    assertThat(submit("dag: {tasks: {bad: {componentRef: {name: comp-fail}}}}", "")).isEqualTo(1);
    assertThat(err.toString())
        .containsPattern("(?m)^bad +FAILED +\\d+\\.\\d s$")
        .containsPattern("(?m)^FAILED after ")
        .contains("exit code 3: 30")
        .doesNotContain("failed task: bad");
    String log =
        err.toString()
            .lines()
            .filter(line -> line.startsWith("    log: "))
            .map(line -> line.substring("    log: ".length()))
            .findFirst()
            .orElseThrow();
    assertThat(Files.readString(Path.of(log))).contains("30");
    // With the task that failed, and in the error of the job.
    assertThat(err.toString().split(log, -1)).hasSize(3);
  }

  @Test
  void aRunCanBeCancelledShownAndDeleted() throws Exception {
    String id = "r1";
    assertThat(
            execute(
                new SubmitCommand(),
                pipeline("dag: {tasks: {wait: {componentRef: {name: comp-wait}}}}", ""),
                "--job-id=" + id,
                "--pipeline-root=" + folder.resolve("root")))
        .as("%s", err)
        .isZero();
    assertThat(execute(new RunsCommand(), "list", "--state=succeeded")).as("%s", err).isZero();
    assertThat(err.toString()).contains("No runs in projects/shop/locations/us-central1");
    assertThat(execute(new RunsCommand(), "cancel", id)).as("%s", err).isZero();
    assertThat(execute(new RunsCommand(), "follow", id)).isEqualTo(1);
    assertThat(err.toString()).containsPattern("(?m)^CANCELLED after ");
    assertThat(execute(new RunsCommand(), "show", id)).isZero();
    assertThat(out.toString()).containsPattern("(?m)^wait +(CANCELLED|NOT_TRIGGERED)");
    assertThat(execute(new RunsCommand(), "delete", id)).as("%s", err).isZero();
    assertThat(execute(new RunsCommand(), "show", id)).isEqualTo(1);
    assertThat(server.jobs().listPipelineJobs(LocationName.of("shop", "us-central1")).iterateAll())
        .isEmpty();
  }

  @Test
  void whatTheServiceRefusesIsOneLine() {
    String pipeline = pipeline("dag: {tasks: {a: {componentRef: {name: comp-none}}}}", "");
    assertThat(execute(new SubmitCommand(), pipeline, "--pipeline-root=" + folder)).isNotZero();
    assertThat(err.toString().strip()).contains("comp-none").hasLineCount(1);
  }

  private int submit(String root, String components, String... args) {
    List<String> all = new ArrayList<>(List.of(pipeline(root, components), "--wait"));
    all.add("--pipeline-root=" + folder.resolve("root"));
    all.addAll(Arrays.asList(args));
    return execute(new SubmitCommand(), all.toArray(String[]::new));
  }

  private String pipeline(String root, String components) {
    return TestPipelines.write(folder, TestPipelines.yaml(root, components)).toString();
  }

  private int execute(Object command, String... args) {
    List<String> all = new ArrayList<>(Arrays.asList(args));
    all.add("--project=shop");
    all.add("--api-endpoint=" + server.emulator().endpoint());
    return Commands.commandLine(command)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }
}
