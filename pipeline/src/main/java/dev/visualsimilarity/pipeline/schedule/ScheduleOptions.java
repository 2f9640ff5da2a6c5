package dev.visualsimilarity.pipeline.schedule;

import com.google.cloud.aiplatform.v1.CreatePipelineJobRequest;
import com.google.cloud.aiplatform.v1.LocationName;
import com.google.cloud.aiplatform.v1.PipelineJob;
import com.google.cloud.aiplatform.v1.Schedule;
import com.google.protobuf.Timestamp;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.cron.RunTimes;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The flags that say when a schedule starts jobs, and how many. A picocli mixin. */
public final class ScheduleOptions {

  @Option(
      names = "--cron",
      paramLabel = "FIELDS",
      required = true,
      description = "minute, hour, day of month, month and day of week, such as '30 6 * * 1-5'")
  String cron;

  @Option(
      names = "--time-zone",
      paramLabel = "AREA/CITY",
      description = "zone of --cron, such as Europe/Berlin (default: UTC)")
  String timeZone = "";

  @Option(
      names = "--start-time",
      paramLabel = "TIME",
      description = "no run before, such as 2026-12-24T18:00 in --time-zone (default: now)")
  Optional<String> startTime = Optional.empty();

  @Option(names = "--end-time", paramLabel = "TIME", description = "no run after (default: never)")
  Optional<String> endTime = Optional.empty();

  @Option(
      names = "--max-runs",
      paramLabel = "N",
      description = "runs after which the schedule is completed (default: any number)")
  Optional<Long> maxRuns = Optional.empty();

  @Option(
      names = "--max-concurrent-runs",
      paramLabel = "N",
      description =
          "runs of the schedule that may go on at once; where so many do, the next is skipped"
              + " (default: ${DEFAULT-VALUE})")
  long maxConcurrentRuns = 1;

  @Option(
      names = "--allow-queueing",
      description = "let a run that --max-concurrent-runs holds up wait instead of skipping it")
  boolean allowQueueing;

  /** When jobs are started. */
  public CronSchedule cron() {
    return CronSchedule.parse(cron, timeZone);
  }

  /**
   * The schedule.
   *
   * @param parent where its jobs run
   * @param job without an id: each run is given one
   * @param now when it is created
   * @throws UserException if a flag is not valid
   */
  public Schedule schedule(LocationName parent, PipelineJob job, Instant now) {
    CronSchedule times = cron();
    Schedule.Builder schedule =
        Schedule.newBuilder()
            .setDisplayName(job.getDisplayName())
            .setCron(times.text())
            .setCreatePipelineJobRequest(
                CreatePipelineJobRequest.newBuilder()
                    .setParent(parent.toString())
                    .setPipelineJob(job))
            .setMaxConcurrentRunCount(atLeastOne("--max-concurrent-runs", maxConcurrentRuns))
            .setMaxConcurrentActiveRunCount(maxConcurrentRuns)
            .setAllowQueueing(allowQueueing);
    maxRuns.ifPresent(count -> schedule.setMaxRunCount(atLeastOne("--max-runs", count)));
    startTime.ifPresent(
        text ->
            schedule.setStartTime(timestamp(TimeText.parse("--start-time", text, times.zone()))));
    Optional<Instant> first = RunTimes.next(schedule.build(), now);
    endTime.ifPresent(
        text -> schedule.setEndTime(timestamp(TimeText.parse("--end-time", text, times.zone()))));
    if (endTime.isPresent() && RunTimes.next(schedule.build(), now).isEmpty()) {
      throw UserException.badParameter(
          "--end-time %s is before the first run; --cron '%s' comes first at %s"
              .formatted(endTime.get(), cron, TimeText.of(first.orElseThrow(), times.zone())));
    }
    return schedule.build();
  }

  private static long atLeastOne(String flag, long count) {
    if (count < 1) {
      throw UserException.badParameter("%s is %d; give 1 or more".formatted(flag, count));
    }
    return count;
  }

  private static Timestamp timestamp(Instant time) {
    return Timestamp.newBuilder()
        .setSeconds(time.getEpochSecond())
        .setNanos(time.getNano())
        .build();
  }
}
