package dev.visualsimilarity.pipeline.command.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.aiplatform.v1.LocationName;
import com.google.cloud.aiplatform.v1.PipelineJob;
import com.google.cloud.aiplatform.v1.Schedule;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.visualsimilarity.command.Commands;
import dev.visualsimilarity.pipeline.TestPipelines;
import dev.visualsimilarity.pipeline.Waiting;
import dev.visualsimilarity.pipeline.jobs.JobsServer;
import dev.visualsimilarity.pipeline.jobs.schedule.TestClock;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Schedules of an emulator that starts their runs, its clock in the test's hands. */
@Timeout(300)
class ScheduleCommandTest {

  private static final String ROOT =
      """
      inputDefinitions: {parameters: {work_uri: {parameterType: STRING}}}
      dag:
        tasks:
          tell:
            componentRef: {name: comp-write}
            inputs: {parameters: {text: {runtimeValue: {constant: '{{$.pipeline_job_schedule_time_utc}}'}}}}
      """;

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Instant hour = Instant.now().truncatedTo(ChronoUnit.HOURS);
  private final TestClock clock = new TestClock(hour.toString());
  private JobsServer server;

  @BeforeEach
  void start() throws Exception {
    server = JobsServer.kept(folder, clock);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void startsRunsThatAreToldTheirScheduleTime() throws Exception {
    String id = create("--cron=0 * * * *", "--max-runs=1", "--display-name=Hourly shoes");
    assertThat(err.toString()).contains("Next runs:").containsPattern("(?m)^  \\w{3} .*:00 UTC$");
    Instant due = hour.plus(1, ChronoUnit.HOURS);
    clock.set(due.plusSeconds(5).toString());
    Schedule schedule = completed(id);
    String run = schedule.getLastScheduledRunResponse().getRunResponse();
    PipelineJob ended = server.ended(run);
    assertThat(JobsServer.output(ended, "tell")).isEqualTo(due.toString());
    assertThat(ended.getRuntimeConfig().getParameterValuesOrThrow("work_uri").getStringValue())
        .isEqualTo(folder.resolve("root/schedule-hourly-shoes/{run_id}/work").toString());
    assertThat(schedule("show", id)).as("%s", err).isZero();
    assertThat(out.toString())
        .containsPattern("(?m)^state +COMPLETED$")
        .containsPattern("(?m)^runs +1 started of 1, 1 at once, others are skipped$")
        .doesNotContainPattern("(?m)^(start|end) ")
        .contains(run);
  }

  @Test
  void isListedPausedResumedAndDeleted() {
    String id = create("--cron=30 6 * * 1-5", "--time-zone=Europe/Berlin");
    assertThat(schedule("pause", id)).as("%s", err).isZero();
    assertThat(schedule("list", "--state=paused")).as("%s", err).isZero();
    assertThat(out.toString())
        .containsPattern("(?m)^SCHEDULE +STATE +NEXT RUN +RUNS +CRON +NAME$")
        .containsPattern("(?m)^" + id + " +PAUSED .* TZ=Europe/Berlin 30 6 \\* \\* 1-5 +test$");
    assertThat(schedule("resume", id, "--catch-up")).as("%s", err).isZero();
    out.getBuffer().setLength(0);
    assertThat(schedule("show", id, "--json")).isZero();
    JsonObject resumed = JsonParser.parseString(out.toString()).getAsJsonObject();
    assertThat(resumed.get("state").getAsString()).isEqualTo("ACTIVE");
    assertThat(resumed.get("catchUp").getAsBoolean()).isTrue();
    assertThat(schedule("delete", id)).as("%s", err).isZero();
    assertThat(schedule("show", id)).isEqualTo(1);
    assertThat(err.toString()).contains("Paused", "Resumed", "Deleted", "not found");
  }

  @Test
  void aDryRunShowsTheTimesAndCreatesNothing() {
    assertThat(created("--cron=30 6 * * 1-5", "--time-zone=Europe/Berlin", "--dry-run")).isZero();
    assertThat(err.toString().lines().filter(line -> line.contains("06:30 Europe/Berlin")))
        .hasSize(5);
    assertThat(JsonParser.parseString(out.toString()).getAsJsonObject().get("cron").getAsString())
        .isEqualTo("TZ=Europe/Berlin 30 6 * * 1-5");
    // Not TZ\\u003d, which JSON allows and nobody reads.
    assertThat(out.toString()).contains("\"TZ=Europe/Berlin 30 6 * * 1-5\"");
    assertThat(
            server.schedules().listSchedules(LocationName.of("shop", "us-central1")).iterateAll())
        .isEmpty();
  }

  @Test
  void saysThatAScheduleIsNamedByItsIdAndWhyItCannotBePaused() {
    String id = create("--cron=1 1 1 1 *", "--display-name=weekly");
    assertThat(schedule("show", "weekly")).isEqualTo(1);
    assertThat(err.toString())
        .contains("give its id, which visual-similarity schedule list tells, not its name");
    assertThat(schedule("pause", id)).as("%s", err).isZero();
    assertThat(schedule("pause", id)).isEqualTo(1);
    assertThat(err.toString())
        .contains("visual-similarity schedule show tells its state")
        .doesNotContain("run the step again");
  }

  @Test
  void mistakesAreOneLineAndNothingIsCreated() {
    assertThat(created("--cron=61 * * * *")).isEqualTo(2);
    assertThat(created("--cron=1 1 1 1")).isEqualTo(2);
    assertThat(created()).isEqualTo(2);
    assertThat(created("--cron=1 * * * *", "--max-runs=0")).isEqualTo(2);
    assertThat(created("--cron=1 * * * *", "--param=n=1")).isEqualTo(2);
    assertThat(err.toString())
        .contains("cron expression '61 * * * *' is not valid")
        .contains("4 parts but 5 are needed; give MINUTE HOUR")
        .contains("Missing required option: '--cron=FIELDS'")
        .contains("the pipeline has no parameter n")
        .contains("--max-runs is 0; give 1 or more");
    assertThat(
            server.schedules().listSchedules(LocationName.of("shop", "us-central1")).iterateAll())
        .isEmpty();
  }

  @Test
  void runsWhoseStepsTakeNoRunIdNeedAWorkUri() {
    String yaml = TestPipelines.yaml(ROOT, "");
    assertThat(createdFrom(yaml, "--cron=1 * * * *", "--dry-run")).isEqualTo(2);
    assertThat(err.toString().strip())
        .contains("do not replace {run_id}", "give --param work_uri=DIRECTORY")
        .hasLineCount(1);
    assertThat(createdFrom(yaml, "--cron=1 * * * *", "--dry-run", "--param=work_uri=work"))
        .as("%s", err)
        .isZero();
  }

  private String create(String... args) {
    assertThat(created(args)).as("%s", err).isZero();
    String name =
        JsonParser.parseString(out.toString()).getAsJsonObject().get("name").getAsString();
    return name.substring(name.lastIndexOf('/') + 1);
  }

  private int created(String... args) {
    return createdFrom(TestPipelines.yamlWithSteps(ROOT), args);
  }

  private int createdFrom(String yaml, String... args) {
    Path pipeline = TestPipelines.write(folder, yaml);
    List<String> all = new ArrayList<>(List.of("create", pipeline.toString()));
    all.add("--pipeline-root=" + folder.resolve("root"));
    all.addAll(Arrays.asList(args));
    return schedule(all.toArray(String[]::new));
  }

  private Schedule completed(String id) throws Exception {
    String name = "projects/shop/locations/us-central1/schedules/" + id;
    Waiting.until(
        () -> server.schedules().getSchedule(name).getState() == Schedule.State.COMPLETED,
        () -> server.schedules().getSchedule(name).toString());
    return server.schedules().getSchedule(name);
  }

  private int schedule(String... args) {
    List<String> all = new ArrayList<>(Arrays.asList(args));
    all.add("--project=shop");
    all.add("--api-endpoint=" + server.emulator().endpoint());
    return Commands.commandLine(new ScheduleCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }
}
