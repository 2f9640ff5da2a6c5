package dev.visualsimilarity.pipeline.schedule;

import com.google.cloud.aiplatform.v1.Schedule;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.List;

/** The next times at which a schedule starts jobs. */
public final class NextRuns {

  private static final int COUNT = 5;

  private NextRuns() {}

  /**
   * Five lines at most: none for a schedule that is paused or completed.
   *
   * @param schedule as it was made, or as the service has it
   * @param now the present
   */
  public static List<String> lines(Schedule schedule, Instant now) {
    boolean active =
        switch (schedule.getState()) {
          case PAUSED, COMPLETED -> false;
          default -> true;
        };
    if (!active) {
      return List.of();
    }
    CronSchedule times = CronSchedule.parse(schedule.getCron(), "");
    Instant start = schedule.hasStartTime() ? instant(schedule.getStartTime()) : now;
    // A time that is the very start counts.
    Instant after = start.isAfter(now) ? start.minusNanos(1) : now;
    Instant end = schedule.hasEndTime() ? instant(schedule.getEndTime()) : Instant.MAX;
    long left =
        schedule.getMaxRunCount() > 0
            ? schedule.getMaxRunCount() - schedule.getStartedRunCount()
            : COUNT;
    return times.next(after, end, (int) Math.min(COUNT, Math.max(0, left))).stream()
        .map(time -> TimeText.of(time, times.zone()))
        .toList();
  }

  private static Instant instant(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }
}
