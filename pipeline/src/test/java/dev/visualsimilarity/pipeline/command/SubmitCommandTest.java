package dev.visualsimilarity.pipeline.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.aiplatform.v1.CreatePipelineJobRequest;
import com.google.cloud.aiplatform.v1.PipelineState;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.Value;
import dev.visualsimilarity.command.Commands;
import dev.visualsimilarity.pipeline.TestPipelines;
import dev.visualsimilarity.pipeline.client.FakeVertex;
import io.grpc.Status;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SubmitCommandTest {

  private static final String ROOT =
      """
      inputDefinitions:
        parameters:
          who: {parameterType: STRING, defaultValue: you, description: Who is greeted.}
          times: {parameterType: NUMBER_INTEGER, defaultValue: 1}
          project: {parameterType: STRING, defaultValue: ''}
          location: {parameterType: STRING, defaultValue: ''}
          api_endpoint: {parameterType: STRING, defaultValue: ''}
          catalog_uri: {parameterType: STRING, defaultValue: catalog.csv}
          work_uri: {parameterType: STRING}
      dag:
        tasks:
          who: {componentRef: {name: comp-write}, inputs: {parameters: {text: {componentInputParameter: who}}}}
      """;

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private FakeVertex vertex;

  @BeforeEach
  void start() throws IOException {
    vertex = new FakeVertex();
    Files.writeString(folder.resolve("catalog.csv"), "id,image\n");
  }

  @AfterEach
  void stop() {
    vertex.close();
  }

  @Test
  void submitsWithWhatIsGivenAndWhatTheJobKnowsItself() {
    assertThat(submit("--job-id=r1", "-p", "who=me", "--labels=team=search"))
        .as("%s", err)
        .isZero();
    CreatePipelineJobRequest request = vertex.created().get(0);
    assertThat(request.getParent()).isEqualTo("projects/shop/locations/us-central1");
    assertThat(request.getPipelineJobId()).isEqualTo("r1");
    assertThat(request.getPipelineJob().getDisplayName()).isEqualTo("test");
    assertThat(request.getPipelineJob().getLabelsMap()).isEqualTo(Map.of("team", "search"));
    assertThat(parameters(request))
        .isEqualTo(
            Map.of(
                "who", text("me"),
                "project", text("shop"),
                "location", text("us-central1"),
                "api_endpoint", text(vertex.endpoint().toString()),
                "catalog_uri", text(folder.resolve("catalog.csv").toString()),
                "work_uri", text(folder.resolve("root/test/{run_id}/work").toString())));
    String name = "projects/shop/locations/us-central1/pipelineJobs/r1";
    JsonObject run = JsonParser.parseString(out.toString()).getAsJsonObject();
    assertThat(run.get("name").getAsString()).isEqualTo(name);
    assertThat(run.get("state").getAsString()).isEqualTo("PIPELINE_STATE_PENDING");
    assertThat(err.toString().strip()).isEqualTo("Submitted " + name);
  }

  @Test
  void aPipelineWhoseStepsTakeNoRunIdWorksInAFolderOfTheJob() {
    Path other = TestPipelines.write(folder, TestPipelines.yaml(ROOT, ""));
    assertThat(execute(List.of(other.toString(), "--job-id=r1"))).as("%s", err).isZero();
    assertThat(parameters(vertex.created().get(0)))
        .containsEntry("work_uri", text(folder.resolve("root/test/r1/work").toString()));
  }

  @Test
  void namesTheRunAfterThePipelineAndTheTime() {
    assertThat(submit()).as("%s", err).isZero();
    assertThat(vertex.created().get(0).getPipelineJobId()).matches("test-\\d{14}");
  }

  @Test
  void waitsUntilTheRunHasSucceeded() {
    vertex
        .then(PipelineState.PIPELINE_STATE_RUNNING)
        .then(Status.UNAVAILABLE)
        .then(PipelineState.PIPELINE_STATE_SUCCEEDED);
    assertThat(submit("--job-id=r1", "--wait")).as("%s", err).isZero();
    assertThat(err.toString()).containsPattern("(?m)^SUCCEEDED after \\d+\\.\\d s$");
    assertThat(JsonParser.parseString(out.toString()).getAsJsonObject().get("state").getAsString())
        .isEqualTo("PIPELINE_STATE_SUCCEEDED");
  }

  @Test
  void anyOtherEndIsNoSuccess() {
    PipelineState[] ends = {
      PipelineState.PIPELINE_STATE_FAILED,
      PipelineState.PIPELINE_STATE_CANCELLED,
      PipelineState.PIPELINE_STATE_PAUSED
    };
    for (PipelineState end : ends) {
      vertex.then(end);
      assertThat(
              submit("--job-id=" + end.name().toLowerCase(Locale.ROOT).replace('_', '-'), "--wait"))
          .isEqualTo(1);
    }
    assertThat(err.toString()).contains("FAILED after", "CANCELLED after", "PAUSED after");
  }

  @Test
  void stopsWaitingAtItsLimitAndSaysThatTheRunGoesOn() {
    assertThat(submit("--job-id=r1", "--wait", "--timeout-hours=0.00001")).isEqualTo(1);
    assertThat(err.toString())
        .contains(
            "The run is PENDING and goes on",
            "visual-similarity runs cancel r1 --project shop --location us-central1 --api-endpoint "
                + vertex.endpoint());
    assertThat(vertex.cancelled()).isEmpty();
  }

  @Test
  void whereItCannotBeFollowedAnyLongerItSaysThatTheRunMayGoOn() {
    vertex.then(PipelineState.PIPELINE_STATE_RUNNING).then(Status.UNAUTHENTICATED);
    assertThat(submit("--job-id=r1", "--wait")).isEqualTo(1);
    assertThat(err.toString())
        .contains(
            "The run was RUNNING when last seen, and may go on; follow it by",
            "visual-similarity runs follow r1 --project shop",
            "submit: cannot read",
            "the credentials were not accepted");
    assertThat(JsonParser.parseString(out.toString()).getAsJsonObject().get("state").getAsString())
        .isEqualTo("PIPELINE_STATE_RUNNING");
  }

  @Test
  void aRunThatIsNotThereAnyLongerDoesNotGoOn() {
    vertex.then(PipelineState.PIPELINE_STATE_RUNNING).then(Status.NOT_FOUND);
    assertThat(submit("--job-id=r1", "--wait")).isEqualTo(1);
    assertThat(err.toString()).contains("not found").doesNotContain("go on", "goes on");
    assertThat(JsonParser.parseString(out.toString()).getAsJsonObject().has("name")).isTrue();
  }

  @Test
  void findsAJobWhoseAnswerWasLost() {
    vertex.loseAnswers(Status.UNAVAILABLE);
    assertThat(submit("--job-id=r1")).as("%s", err).isZero();
    assertThat(vertex.created()).hasSize(1);
  }

  @Test
  void anIdThatIsTakenIsRefused() {
    assertThat(submit("--job-id=r1")).isZero();
    assertThat(submit("--job-id=r1")).isEqualTo(1);
    assertThat(err.toString())
        .contains("submit: cannot create pipeline job r1: it exists already")
        .contains("give another --job-id");
  }

  @Test
  void aDryRunShowsEverythingAndSendsNothing() throws IOException {
    assertThat(submit("--job-id=r1", "--dry-run", "-p", "times=3")).as("%s", err).isZero();
    assertThat(vertex.created()).isEmpty();
    assertThat(err.toString())
        .contains("Would submit r1", "In projects/shop/locations/us-central1 at http://127.0.0.1:")
        .containsPattern("(?m)^  times +3$")
        .containsPattern("(?m)^  who +you \\(default\\)$");
    // What it prints is a pipeline that can be submitted.
    Path job = Files.writeString(folder.resolve("job.json"), out.toString());
    assertThat(execute(List.of(job.toString(), "--job-id=r2"))).as("%s", err).isZero();
    assertThat(parameters(vertex.created().get(0)))
        .containsEntry("times", Value.newBuilder().setNumberValue(3).build())
        .containsEntry("work_uri", text(folder.resolve("root/test/{run_id}/work").toString()));
  }

  @Test
  void listsParametersAndSendsNothing() {
    assertThat(submit("--list-params")).isZero();
    assertThat(out.toString())
        .containsPattern("(?m)^who +STRING +you$")
        .containsPattern("(?m)^work_uri +STRING +\\(required\\)$")
        .contains("    Who is greeted.");
    assertThat(vertex.created()).isEmpty();
  }

  @Test
  void holdsThePipelineToTheRulesOfBothServicesUnlessToldNotTo() {
    String yaml =
        TestPipelines.yaml(ROOT, "")
            .replace("{{$.inputs.parameters['text']}}", "{{$.pipeline_root}}");
    List<String> args =
        new ArrayList<>(List.of(TestPipelines.write(folder, yaml).toString(), "--job-id=r1"));
    assertThat(execute(args)).isEqualTo(2);
    assertThat(err.toString().strip()).contains("{{$.pipeline_root}}").hasLineCount(1);
    assertThat(vertex.created()).isEmpty();
    args.add("--skip-conformance");
    assertThat(execute(args)).as("%s", err).isZero();
    assertThat(vertex.created()).hasSize(1);
  }

  @Test
  void mistakesAreOneLineAndNothingIsSent() {
    assertMistake("the pipeline has no parameter hwo; did you mean who?", "-p", "hwo=me");
    assertMistake("parameter times is x, which is not NUMBER_INTEGER", "-p", "times=x");
    assertMistake("--job-id is not valid: 'R1'", "--job-id=R1");
    assertMistake("does not exist; give --param catalog_uri=PATH", "-p", "catalog_uri=none.csv");
    assertMistake("label 'A'", "--labels=A=b");
  }

  @Test
  void vertexNeedsAPipelineRootImagesAndData() {
    List<String> args = List.of(pipeline().toString(), "--project=shop", "--dry-run");
    assertThat(execute(args)).isEqualTo(2);
    assertThat(err.toString()).contains("no pipeline root", "gs://BUCKET/PATH");
    args = new ArrayList<>(args);
    args.add("--pipeline-root=gs://shop/runs");
    assertThat(execute(args)).isEqualTo(2);
    assertThat(err.toString())
        .contains("Vertex AI cannot read paths of this machine: catalog_uri=" + folder);
    args.add("--param=catalog_uri=gs://shop/catalog.csv");
    args.add("--job-id=r1");
    assertThat(execute(args)).as("%s", err).isZero();
    assertThat(out.toString()).contains("\"work_uri\": \"gs://shop/runs/test/{run_id}/work\"");
    args.add("--param=api_endpoint=http://127.0.0.1:8093");
    assertThat(execute(args)).isEqualTo(2);
    assertThat(err.toString())
        .contains("do not reach the emulator at api_endpoint=http://127.0.0.1:8093");
  }

  private void assertMistake(String message, String... args) {
    err.getBuffer().setLength(0);
    assertThat(submit(args)).isEqualTo(2);
    assertThat(err.toString().strip()).startsWith("submit: ").contains(message).hasLineCount(1);
    assertThat(vertex.created()).isEmpty();
  }

  private Path pipeline() {
    return TestPipelines.write(folder, TestPipelines.yamlWithSteps(ROOT));
  }

  private int submit(String... args) {
    List<String> all = new ArrayList<>(List.of(pipeline().toString()));
    all.addAll(List.of(args));
    return execute(all);
  }

  private int execute(List<String> args) {
    List<String> all = new ArrayList<>(args);
    if (args.stream().noneMatch(arg -> arg.startsWith("--project"))) {
      all.add("--project=shop");
      all.add("--api-endpoint=" + vertex.endpoint());
      all.add("--pipeline-root=" + folder.resolve("root"));
    }
    return Commands.commandLine(new SubmitCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }

  private static Map<String, Value> parameters(CreatePipelineJobRequest request) {
    return request.getPipelineJob().getRuntimeConfig().getParameterValuesMap();
  }

  private static Value text(String text) {
    return Value.newBuilder().setStringValue(text).build();
  }
}
