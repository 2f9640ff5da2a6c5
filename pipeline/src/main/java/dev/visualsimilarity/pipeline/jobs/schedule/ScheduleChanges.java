package dev.visualsimilarity.pipeline.jobs.schedule;

import com.google.cloud.aiplatform.v1.CreateScheduleRequest;
import com.google.cloud.aiplatform.v1.ResumeScheduleRequest;
import com.google.cloud.aiplatform.v1.Schedule;
import com.google.cloud.aiplatform.v1.Schedule.State;
import com.google.cloud.aiplatform.v1.UpdateScheduleRequest;
import dev.visualsimilarity.emulator.service.ApiErrors;
import dev.visualsimilarity.emulator.service.ResourceName;
import dev.visualsimilarity.emulator.service.Times;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Makes the changes of schedules that clients ask for.
 *
 * @param board all schedules
 * @param check refuses what cannot be a schedule
 * @param clock gives the times of changes
 */
record ScheduleChanges(ScheduleBoard board, ScheduleCheck check, Clock clock) {

  private static final long LOWEST_ID = 1_000_000_000_000_000_000L;

  Schedule create(CreateScheduleRequest request) {
    ResourceName location = ResourceName.location(request.getParent());
    Schedule given = request.getSchedule();
    check.check(given);
    Instant now = clock.instant();
    String id = Long.toString(ThreadLocalRandom.current().nextLong(LOWEST_ID, Long.MAX_VALUE));
    Schedule schedule =
        given.toBuilder()
            .setName(location.child(ScheduleBoard.COLLECTION, id).toString())
            .setState(State.ACTIVE)
            .setCreateTime(Times.timestamp(now))
            .setUpdateTime(Times.timestamp(now))
            .clearStartedRunCount()
            .clearNextRunTime()
            .clearLastPauseTime()
            .clearLastResumeTime()
            .clearCatchUp()
            .clearLastScheduledRunResponse()
            .build();
    return board.add(requireRuns(ScheduleTimes.withNext(schedule, now)));
  }

  Schedule pause(String name) {
    return board.update(
        name,
        schedule -> {
          requireState(schedule, State.ACTIVE, "paused");
          return schedule.toBuilder()
              .setState(State.PAUSED)
              .setLastPauseTime(Times.timestamp(clock.instant()))
              .build();
        });
  }

  /** Without catching up, runs that were missed are not made up for. */
  Schedule resume(ResumeScheduleRequest request) {
    return board.update(
        request.getName(),
        schedule -> {
          requireState(schedule, State.PAUSED, "resumed");
          Instant now = clock.instant();
          Schedule resumed =
              schedule.toBuilder()
                  .setState(State.ACTIVE)
                  .setLastResumeTime(Times.timestamp(now))
                  .setCatchUp(request.getCatchUp())
                  .build();
          return request.getCatchUp() ? resumed : ScheduleTimes.withNext(resumed, now);
        });
  }

  Schedule update(UpdateScheduleRequest request) {
    return board.update(
        request.getSchedule().getName(),
        schedule -> {
          if (schedule.getState() == State.COMPLETED) {
            throw ApiErrors.failedPrecondition(
                "schedule %s is COMPLETED and cannot be updated; create another",
                schedule.getName());
          }
          Schedule updated = ScheduleUpdate.apply(request, schedule);
          check.check(updated);
          Instant now = clock.instant();
          Schedule next = requireRuns(ScheduleTimes.withNext(updated, now));
          return next.toBuilder().setUpdateTime(Times.timestamp(now)).build();
        });
  }

  private static Schedule requireRuns(Schedule schedule) {
    if (schedule.getState() == State.COMPLETED) {
      throw ApiErrors.invalidArgument(
          "the schedule would have no run: cron '%s' is not due before end_time, or max_run_count"
              + " is reached",
          schedule.getCron());
    }
    return schedule;
  }

  private static void requireState(Schedule schedule, State state, String change) {
    if (schedule.getState() != state) {
      throw ApiErrors.failedPrecondition(
          "schedule %s is %s, and cannot be %s", schedule.getName(), schedule.getState(), change);
    }
  }
}
