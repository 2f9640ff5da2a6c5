package dev.visualsimilarity.pipeline.jobs.schedule;

import static dev.visualsimilarity.pipeline.jobs.JobsServer.PARENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.gax.rpc.FailedPreconditionException;
import com.google.api.gax.rpc.InvalidArgumentException;
import com.google.api.gax.rpc.NotFoundException;
import com.google.cloud.aiplatform.v1.PipelineJob;
import com.google.cloud.aiplatform.v1.Schedule;
import com.google.cloud.aiplatform.v1.Schedule.State;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.FieldMaskUtil;
import dev.visualsimilarity.emulator.service.Times;
import dev.visualsimilarity.pipeline.jobs.JobsServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class ScheduleServiceTest {

  private final TestClock clock = new TestClock("2026-11-25T10:30:20Z");
  @TempDir private Path folder;
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
  void startsJobsAtTheTimesOfTheExpressionUntilItHasStartedAsManyAsItMay() throws Exception {
    Schedule schedule =
        TestSchedules.create(server, builder -> builder.setCron("0 * * * *").setMaxRunCount(2));
    assertThat(schedule.getState()).isEqualTo(State.ACTIVE);
    assertThat(schedule.getNextRunTime()).isEqualTo(time("2026-11-25T11:00:00Z"));
    assertThat(jobs()).isEmpty();

    clock.set("2026-11-25T11:00:01Z");
    schedule = when(schedule, current -> current.getStartedRunCount() == 1);
    assertThat(schedule.getNextRunTime()).isEqualTo(time("2026-11-25T12:00:00Z"));
    assertThat(schedule.getLastScheduledRunResponse().getScheduledRunTime())
        .isEqualTo(time("2026-11-25T11:00:00Z"));
    PipelineJob first = server.ended(schedule.getLastScheduledRunResponse().getRunResponse());
    assertThat(first.getScheduleName()).isEqualTo(schedule.getName());
    assertThat(first.getCreateTime()).isEqualTo(time("2026-11-25T11:00:01Z"));

    clock.set("2026-11-25T12:00:30Z");
    schedule = when(schedule, current -> current.getState() == State.COMPLETED);
    assertThat(schedule.getStartedRunCount()).isEqualTo(2);
    assertThat(schedule.hasNextRunTime()).isFalse();
    assertThat(jobs()).hasSize(2);
  }

  @Test
  void aRunIsToldTheTimeForWhichItWasScheduled() throws Exception {
    Schedule schedule =
        TestSchedules.create(
            server,
            builder ->
                builder
                    .setCron("TZ=America/New_York 0 6 * * *")
                    .setCreatePipelineJobRequest(TestSchedules.request(JobsServer.telling())));
    assertThat(schedule.getNextRunTime()).isEqualTo(time("2026-11-25T11:00:00Z"));

    clock.set("2026-11-25T11:00:45Z");
    schedule = when(schedule, current -> current.getStartedRunCount() == 1);
    PipelineJob job = server.ended(schedule.getLastScheduledRunResponse().getRunResponse());

    assertThat(JobsServer.output(job, "tell")).isEqualTo("2026-11-25T11:00:00Z");
  }

  @Test
  void aPausedScheduleStartsNothingAndMakesUpForItOnlyIfAsked() throws Exception {
    Schedule plain =
        TestSchedules.create(
            server, builder -> builder.setCron("0 * * * *").setDisplayName("plain"));
    Schedule caught =
        TestSchedules.create(
            server, builder -> builder.setCron("0 * * * *").setMaxConcurrentRunCount(9));
    server.schedules().pauseSchedule(plain.getName());
    server.schedules().pauseSchedule(caught.getName());
    clock.set("2026-11-25T13:10:00Z");
    ticks();
    assertThat(jobs()).isEmpty();
    assertThatThrownBy(() -> server.schedules().pauseSchedule(plain.getName()))
        .isInstanceOf(FailedPreconditionException.class)
        .hasMessageContaining("is PAUSED");

    server.schedules().resumeSchedule(plain.getName());
    server.schedules().resumeSchedule(caught.getName(), true);

    Schedule after = when(caught, current -> current.getStartedRunCount() == 3);
    assertThat(after.getNextRunTime()).isEqualTo(time("2026-11-25T14:00:00Z"));
    assertThat(after.getCatchUp()).isTrue();
    Schedule resumed = server.schedules().getSchedule(plain.getName());
    assertThat(resumed.getStartedRunCount()).isZero();
    assertThat(resumed.getNextRunTime()).isEqualTo(time("2026-11-25T14:00:00Z"));
    assertThat(resumed.getLastPauseTime()).isEqualTo(time("2026-11-25T10:30:20Z"));
  }

  @Test
  void aRunThatWouldBeOneTooManyIsSkippedOrWaits() throws Exception {
    Consumer<Schedule.Builder> waiting =
        builder ->
            builder
                .setCron("0 * * * *")
                .setCreatePipelineJobRequest(TestSchedules.request(JobsServer.waiting()));
    Schedule skipping = TestSchedules.create(server, waiting);
    Schedule queueing =
        TestSchedules.create(server, waiting.andThen(builder -> builder.setAllowQueueing(true)));
    clock.set("2026-11-25T11:00:00Z");
    when(skipping, current -> current.getStartedRunCount() == 1);
    Schedule queued = when(queueing, current -> current.getStartedRunCount() == 1);

    clock.set("2026-11-25T12:00:00Z");
    Schedule skipped =
        when(
            skipping,
            current ->
                current
                    .getLastScheduledRunResponse()
                    .getRunResponse()
                    .startsWith("skipped: 1 runs are active"));
    assertThat(skipped.getStartedRunCount()).isEqualTo(1);
    assertThat(skipped.getNextRunTime()).isEqualTo(time("2026-11-25T13:00:00Z"));
    assertThat(server.schedules().getSchedule(queueing.getName()).getNextRunTime())
        .isEqualTo(time("2026-11-25T12:00:00Z"));

    server.jobs().cancelPipelineJob(queued.getLastScheduledRunResponse().getRunResponse());
    when(queueing, current -> current.getStartedRunCount() == 2);
  }

  @Test
  void onceItHasCaughtUpItSkipsAsBefore() throws Exception {
    Schedule schedule =
        TestSchedules.create(
            server,
            builder ->
                builder
                    .setCron("0 * * * *")
                    .setCreatePipelineJobRequest(TestSchedules.request(JobsServer.waiting())));
    server.schedules().pauseSchedule(schedule.getName());
    clock.set("2026-11-25T11:10:00Z");
    server.schedules().resumeSchedule(schedule.getName(), true);
    Schedule caughtUp = when(schedule, current -> current.getStartedRunCount() == 1);
    assertThat(caughtUp.getLastScheduledRunResponse().getScheduledRunTime())
        .isEqualTo(time("2026-11-25T11:00:00Z"));

    clock.set("2026-11-25T12:00:00Z");
    Schedule skipped =
        when(
            schedule,
            current ->
                current.getLastScheduledRunResponse().getRunResponse().startsWith("skipped"));
    assertThat(skipped.getNextRunTime()).isEqualTo(time("2026-11-25T13:00:00Z"));
  }

  @Test
  void survivesARestartWithoutMakingUpForWhatWasMissed() throws Exception {
    Schedule schedule = TestSchedules.create(server, builder -> builder.setCron("0 * * * *"));
    server.close();
    clock.set("2026-11-25T15:30:00Z");
    server = JobsServer.kept(folder, clock);

    Schedule restored = server.schedules().getSchedule(schedule.getName());
    assertThat(restored.getNextRunTime()).isEqualTo(time("2026-11-25T16:00:00Z"));
    clock.set("2026-11-25T16:00:00Z");
    when(schedule, current -> current.getStartedRunCount() == 1);
  }

  @Test
  void startAndEndLimitTheRuns() throws Exception {
    Schedule schedule =
        TestSchedules.create(
            server,
            builder ->
                builder
                    .setCron("0 * * * *")
                    .setStartTime(time("2026-11-26T00:00:00Z"))
                    .setEndTime(time("2026-11-26T00:30:00Z")));
    assertThat(schedule.getNextRunTime()).isEqualTo(time("2026-11-26T00:00:00Z"));
    clock.set("2026-11-26T00:00:00Z");
    assertThat(when(schedule, current -> current.getState() == State.COMPLETED))
        .extracting(Schedule::getStartedRunCount)
        .isEqualTo(1L);
    assertThatThrownBy(
            () ->
                TestSchedules.create(
                    server,
                    builder ->
                        builder.setCron("0 12 31 12 *").setEndTime(time("2026-12-01T00:00:00Z"))))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("would have no run");
  }

  @Test
  void anUpdateCountsFromNowOn() throws Exception {
    Schedule schedule = TestSchedules.create(server, builder -> builder.setCron("0 * * * *"));
    Schedule updated =
        server
            .schedules()
            .updateSchedule(
                schedule.toBuilder().setCron("*/10 * * * *").setDisplayName("ignored").build(),
                FieldMaskUtil.fromString("cron"));
    assertThat(updated.getNextRunTime()).isEqualTo(time("2026-11-25T10:40:00Z"));
    assertThat(updated.getDisplayName()).isEqualTo("Every hour");
    assertThatThrownBy(
            () ->
                server
                    .schedules()
                    .updateSchedule(schedule, FieldMaskUtil.fromString("started_run_count")))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("started_run_count");
  }

  @Test
  void aDeletedScheduleIsGone() throws Exception {
    Schedule schedule = TestSchedules.create(server, builder -> builder.setCron("0 * * * *"));
    assertThat(server.schedules().listSchedules(PARENT).iterateAll()).containsExactly(schedule);
    server.schedules().deleteScheduleAsync(schedule.getName()).get();
    assertThatThrownBy(() -> server.schedules().getSchedule(schedule.getName()))
        .isInstanceOf(NotFoundException.class);
    clock.set("2026-11-25T11:00:00Z");
    ticks();
    assertThat(jobs()).isEmpty();
  }

  private List<PipelineJob> jobs() {
    List<PipelineJob> jobs = new ArrayList<>();
    server.jobs().listPipelineJobs(PARENT).iterateAll().forEach(jobs::add);
    return jobs;
  }

  private Schedule when(Schedule schedule, Predicate<Schedule> condition) throws Exception {
    long limit = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    Schedule current = server.schedules().getSchedule(schedule.getName());
    while (!condition.test(current)) {
      assertThat(System.nanoTime()).as(current.toString()).isLessThan(limit);
      Thread.sleep(50);
      current = server.schedules().getSchedule(schedule.getName());
    }
    return current;
  }

  /** Longer than it takes until the server looks at its clock again. */
  private static void ticks() throws InterruptedException {
    Thread.sleep(2500);
  }

  private static Timestamp time(String text) {
    return Times.timestamp(Instant.parse(text));
  }
}
