package dev.visualsimilarity.pipeline.jobs.schedule;

import com.google.cloud.aiplatform.v1.Schedule;
import com.google.protobuf.Timestamp;
import dev.visualsimilarity.emulator.service.Times;
import dev.visualsimilarity.pipeline.cron.CronTimes;
import java.time.Instant;
import java.util.Optional;

/** When the runs of schedules are due. */
final class ScheduleTimes {

  private ScheduleTimes() {}

  static Instant instant(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }

  /**
   * The first time of a schedule's cron expression after a moment and not before its start; empty
   * if that is after its end, or as many runs as it may have were started.
   */
  static Optional<Instant> next(Schedule schedule, Instant after) {
    if (schedule.getMaxRunCount() > 0
        && schedule.getStartedRunCount() >= schedule.getMaxRunCount()) {
      return Optional.empty();
    }
    Instant from = after;
    if (schedule.hasStartTime()) {
      Instant beforeStart = instant(schedule.getStartTime()).minusNanos(1);
      from = beforeStart.isAfter(after) ? beforeStart : after;
    }
    return CronTimes.parse(schedule.getCron())
        .next(from)
        .filter(next -> !schedule.hasEndTime() || !next.isAfter(instant(schedule.getEndTime())));
  }

  /** The schedule with its next run after a moment; COMPLETED if there is none. */
  static Schedule withNext(Schedule schedule, Instant after) {
    Optional<Instant> next = next(schedule, after);
    return next.isPresent()
        ? schedule.toBuilder().setNextRunTime(Times.timestamp(next.get())).build()
        : schedule.toBuilder().clearNextRunTime().setState(Schedule.State.COMPLETED).build();
  }

  /** The last time that is due by now, where runs that were missed are not made up for. */
  static Instant latestDue(Schedule schedule, Instant now) {
    Instant due = instant(schedule.getNextRunTime());
    Optional<Instant> next = next(schedule, due);
    while (next.isPresent() && !next.get().isAfter(now)) {
      due = next.get();
      next = next(schedule, due);
    }
    return due;
  }
}
