package dev.visualsimilarity.pipeline.jobs.schedule;

import com.google.cloud.aiplatform.v1.Schedule;
import com.google.cloud.aiplatform.v1.Schedule.RunResponse;
import com.google.cloud.aiplatform.v1.Schedule.State;
import dev.visualsimilarity.emulator.service.Times;
import io.grpc.StatusRuntimeException;
import java.time.Clock;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the runs of schedules when they are due.
 *
 * @param board all schedules
 * @param jobs creates the runs
 * @param clock tells the time
 */
record Timetable(ScheduleBoard board, ScheduledJobs jobs, Clock clock) {

  private static final Logger log = LoggerFactory.getLogger(Timetable.class);

  /** Starts all that is due; called every second or so. */
  void tick() {
    for (Schedule schedule : board.all()) {
      try {
        board.update(schedule.getName(), this::startDue);
      } catch (StatusRuntimeException e) {
        // It is deleted, or cannot be written down: the next time, then.
        log.warn("{}: {}", schedule.getName(), e.getMessage());
      }
    }
  }

  private Schedule startDue(Schedule schedule) {
    Schedule current = schedule;
    boolean waits = false;
    while (isDue(current) && !waits) {
      if (jobs.active(current.getName()) < limit(current)) {
        current = start(current);
      } else if (current.getAllowQueueing() || ScheduleTimes.isCatchingUp(current)) {
        waits = true;
      } else {
        current = skip(current);
      }
    }
    return current;
  }

  private boolean isDue(Schedule schedule) {
    return schedule.getState() == State.ACTIVE
        && !ScheduleTimes.instant(schedule.getNextRunTime()).isAfter(clock.instant());
  }

  /** The service counts starts and active runs apart; here a start takes no time. */
  private static long limit(Schedule schedule) {
    long active = schedule.getMaxConcurrentActiveRunCount();
    return active > 0
        ? Math.min(active, schedule.getMaxConcurrentRunCount())
        : schedule.getMaxConcurrentRunCount();
  }

  private Schedule start(Schedule schedule) {
    Instant time = due(schedule);
    Schedule.Builder started = schedule.toBuilder();
    String response;
    try {
      response = jobs.create(schedule.getCreatePipelineJobRequest(), schedule.getName(), time);
      started.setStartedRunCount(schedule.getStartedRunCount() + 1);
      log.info("{}: started {}", schedule.getName(), response);
    } catch (StatusRuntimeException e) {
      response = "not started: " + e.getMessage();
      log.warn("{}: {}", schedule.getName(), response);
    }
    return respond(started, time, response);
  }

  private Schedule skip(Schedule schedule) {
    Instant time = due(schedule);
    String reason =
        "skipped: %d runs are active, and no more may be"
            .formatted(jobs.active(schedule.getName()));
    log.warn("{}: {} of {}", schedule.getName(), reason, time);
    return respond(schedule.toBuilder(), time, reason);
  }

  private Instant due(Schedule schedule) {
    return ScheduleTimes.isCatchingUp(schedule) || schedule.getAllowQueueing()
        ? ScheduleTimes.instant(schedule.getNextRunTime())
        : ScheduleTimes.latestDue(schedule, clock.instant());
  }

  private static Schedule respond(Schedule.Builder schedule, Instant time, String response) {
    schedule.setLastScheduledRunResponse(
        RunResponse.newBuilder()
            .setScheduledRunTime(Times.timestamp(time))
            .setRunResponse(response));
    return ScheduleTimes.withNext(schedule.build(), time);
  }
}
