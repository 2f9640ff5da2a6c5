package dev.visualsimilarity.pipeline.command.runs;

import static dev.visualsimilarity.pipeline.client.FakeTasks.JOB;
import static dev.visualsimilarity.pipeline.client.FakeTasks.all;
import static dev.visualsimilarity.pipeline.client.FakeTasks.failed;
import static dev.visualsimilarity.pipeline.client.FakeTasks.given;
import static dev.visualsimilarity.pipeline.client.FakeTasks.job;
import static dev.visualsimilarity.pipeline.client.FakeTasks.result;
import static dev.visualsimilarity.pipeline.client.FakeTasks.task;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.aiplatform.v1.LocationName;
import com.google.cloud.aiplatform.v1.PipelineJob;
import com.google.cloud.aiplatform.v1.PipelineState;
import com.google.cloud.aiplatform.v1.PipelineTaskDetail.State;
import com.google.gson.JsonParser;
import dev.visualsimilarity.command.Commands;
import dev.visualsimilarity.pipeline.client.FakeVertex;
import dev.visualsimilarity.pipeline.client.PipelineJobs;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class RunsCommandTest {

  private static final LocationName PARENT = LocationName.of("shop", "us-central1");
  private static final String NAME = PARENT + "/pipelineJobs/r1";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private FakeVertex vertex;

  @BeforeEach
  void start() throws IOException {
    vertex = new FakeVertex();
    try (PipelineJobs jobs = new PipelineJobs(vertex.endpoint())) {
      jobs.create(PARENT, PipelineJob.newBuilder().setDisplayName("Shoes").build(), "r1");
    }
  }

  @AfterEach
  void stop() {
    vertex.close();
  }

  @Test
  void listsRunsAsATable() {
    assertThat(runs("list", "--state=pending", "--filter=labels.team=\"search\"", "--limit=7"))
        .as("%s", err)
        .isZero();
    assertThat(out.toString().lines().map(line -> line.replaceAll(" +", " ")))
        .hasSize(2)
        .first()
        .isEqualTo("RUN STATE CREATED TIME NAME");
    assertThat(out.toString())
        .containsPattern("(?m)^r1 +PENDING +2\\d{3}-\\d\\d-\\d\\dT.*Z +\\d+\\.\\d s +Shoes$");
    assertThat(vertex.listed().get(0).getFilter())
        .isEqualTo("(labels.team=\"search\") AND state=\"PIPELINE_STATE_PENDING\"");
    assertThat(vertex.listed().get(0).getPageSize()).isEqualTo(7);
  }

  @Test
  void saysWhereThereMayBeMoreRunsThanItLists() {
    assertThat(runs("list", "--limit=2")).isZero();
    assertThat(err.toString()).isEmpty();
    assertThat(runs("list", "--limit=1", "--json")).isZero();
    assertThat(err.toString()).contains("The youngest 1; there may be more");
  }

  @Test
  void listsRunsAsJsonLines() {
    assertThat(runs("list", "--json")).isZero();
    assertThat(JsonParser.parseString(out.toString()).getAsJsonObject().get("name").getAsString())
        .isEqualTo(NAME);
    assertThat(out.toString().lines()).hasSize(1);
  }

  @Test
  void refusesStatesThatThereAreNot() {
    assertThat(runs("list", "--state=happy")).isEqualTo(2);
    assertThat(err.toString())
        .contains("--state is no state of a run: 'happy'; there are QUEUED, PENDING, RUNNING");
  }

  @Test
  void showsTheTasksOfARunAndWhyTheyFailed() {
    vertex.then(
        all(
            job(State.FAILED),
            task(2, JOB, "preprocess", State.SKIPPED),
            failed(3, JOB, "build", "projects/7/locations/us-central1/customJobs/42", "no bucket"),
            run -> run.toBuilder().setState(PipelineState.PIPELINE_STATE_FAILED).build()));
    assertThat(runs("show", NAME)).as("%s", err).isZero();
    assertThat(out.toString())
        .containsPattern("(?m)^run +" + NAME + "$")
        .containsPattern("(?m)^state +FAILED after ")
        .containsPattern("(?m)^preprocess +SKIPPED \\(cache hit\\) +2\\.5 s$")
        .containsPattern("(?m)^build +FAILED +2\\.5 s$")
        .contains("    no bucket", "    log: https://console.cloud.google.com/logs/");
    out.getBuffer().setLength(0);
    assertThat(runs("show", "r1", "--json")).isZero();
    assertThat(JsonParser.parseString(out.toString()).getAsJsonObject().has("jobDetail")).isTrue();
  }

  @Test
  void tellsWhatARunCameTo() {
    vertex.then(
        all(
            job(State.SUCCEEDED),
            result(JOB, "recall", 0.75, "gs://shop/report.html"),
            task(2, JOB, "query", State.SUCCEEDED),
            result(2, "latency", 3, "gs://shop/report.html"),
            task(3, JOB, "build", State.FAILED),
            result(3, "size", 1, "gs://shop/half.html"),
            run -> run.toBuilder().setState(PipelineState.PIPELINE_STATE_SUCCEEDED).build()));
    assertThat(runs("show", "r1")).as("%s", err).isZero();
    assertThat(out.toString())
        .containsPattern("(?m)^output +recall=0\\.75$")
        .containsOnlyOnce("gs://shop/report.html")
        .containsPattern("(?m)^report +gs://shop/report\\.html$")
        .doesNotContain("latency", "half.html");
    assertThat(runs("follow", "r1")).as("%s", err).isZero();
    assertThat(err.toString())
        .containsPattern("(?m)^SUCCEEDED after .*\\R +recall +0\\.75\\R +report: gs://shop/report");
  }

  @Test
  void tellsTheIdThatTheStepsKnowARunBy() {
    vertex.then(
        all(
            given(2, JOB, "ask", "run_id", "{{$.pipeline_job_uuid}}"),
            given(3, JOB, "preprocess", "run_id", "81726354")));
    assertThat(runs("show", "r1")).as("%s", err).isZero();
    assertThat(out.toString()).containsPattern("(?m)^run_id +81726354$");
    out.getBuffer().setLength(0);
    vertex.then(PipelineState.PIPELINE_STATE_SUCCEEDED);
    assertThat(runs("follow", "r1")).as("%s", err).isZero();
    assertThat(JsonParser.parseString(out.toString()).getAsJsonObject().get("run_id").getAsString())
        .isEqualTo("81726354");
  }

  @Test
  void followsARunThatWasBegunElsewhere() {
    vertex.then(PipelineState.PIPELINE_STATE_RUNNING).then(PipelineState.PIPELINE_STATE_SUCCEEDED);
    assertThat(runs("follow", "r1")).as("%s", err).isZero();
    assertThat(err.toString()).contains("SUCCEEDED after");
  }

  @Test
  void cancelsARun() {
    assertThat(runs("cancel", "r1")).as("%s", err).isZero();
    assertThat(vertex.cancelled()).containsExactly(NAME);
    assertThat(err.toString())
        .contains("visual-similarity runs follow r1 --project shop --location us-central1")
        .contains("--api-endpoint " + vertex.endpoint());
    assertThat(runs("follow", "r1")).isEqualTo(1);
    assertThat(err.toString()).contains("CANCELLED after");
  }

  @Test
  void aRunThatIsNotThereIsOneLine() {
    assertThat(runs("show", "r2")).isEqualTo(1);
    assertThat(err.toString().strip())
        .startsWith("show: cannot read " + PARENT + "/pipelineJobs/r2: not found")
        .hasLineCount(1);
    assertThat(runs("show", "projects/shop/locations/us-central1/indexes/3")).isEqualTo(2);
    assertThat(err.toString()).contains("RUN is no resource name");
  }

  @Test
  void needsACommand() {
    assertThat(Commands.commandLine(new RunsCommand()).setErr(new PrintWriter(err)).execute())
        .isEqualTo(2);
    assertThat(err.toString()).contains("Missing required subcommand");
  }

  private int runs(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.add("--project=shop");
    all.add("--api-endpoint=" + vertex.endpoint());
    return Commands.commandLine(new RunsCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }
}
