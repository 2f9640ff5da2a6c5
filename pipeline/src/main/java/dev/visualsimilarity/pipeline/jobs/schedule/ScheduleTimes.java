package dev.visualsimilarity.pipeline.jobs.schedule;

import com.google.cloud.aiplatform.v1.Schedule;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import dev.visualsimilarity.emulator.service.Times;
import dev.visualsimilarity.pipeline.cron.RunTimes;
import java.time.Instant;
import java.util.Optional;

/** When the runs of schedules are due. */
final class ScheduleTimes {

  private ScheduleTimes() {}

  static Instant instant(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }

  /**
   * Whether the next run is one that was missed before the schedule was resumed, and is to be made
   * up for.
   */
  static boolean isCatchingUp(Schedule schedule) {
    return schedule.getCatchUp()
        && Timestamps.compare(schedule.getNextRunTime(), schedule.getLastResumeTime()) <= 0;
  }

  /** The schedule with its next run after a moment; COMPLETED if there is none. */
  static Schedule withNext(Schedule schedule, Instant after) {
    Optional<Instant> next = RunTimes.next(schedule, after);
    return next.isPresent()
        ? schedule.toBuilder().setNextRunTime(Times.timestamp(next.get())).build()
        : schedule.toBuilder().clearNextRunTime().setState(Schedule.State.COMPLETED).build();
  }

  /** The last time that is due by now, where runs that were missed are not made up for. */
  static Instant latestDue(Schedule schedule, Instant now) {
    Instant due = instant(schedule.getNextRunTime());
    Optional<Instant> next = RunTimes.next(schedule, due);
    while (next.isPresent() && !next.get().isAfter(now)) {
      due = next.get();
      next = RunTimes.next(schedule, due);
    }
    return due;
  }
}
