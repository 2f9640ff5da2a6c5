package dev.visualsimilarity.pipeline.cron;

import com.google.cloud.aiplatform.v1.Schedule;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When a schedule starts jobs: at the times of its cron expression from its start to its end, both
 * included, as long as it may start more.
 */
public final class RunTimes {

  private RunTimes() {}

  /** The first time after a moment; empty if there is none. */
  public static Optional<Instant> next(Schedule schedule, Instant after) {
    return next(schedule, after, 1).stream().findFirst();
  }

  /** The first times after a moment. */
  public static List<Instant> next(Schedule schedule, Instant after, int count) {
    CronTimes times = CronTimes.parse(schedule.getCron());
    long wanted = Math.min(count, left(schedule));
    List<Instant> next = new ArrayList<>();
    Optional<Instant> time = times.next(from(schedule, after));
    while (next.size() < wanted && time.filter(due -> !isOver(schedule, due)).isPresent()) {
      next.add(time.get());
      time = times.next(time.get());
    }
    return next;
  }

  private static long left(Schedule schedule) {
    return schedule.getMaxRunCount() > 0
        ? schedule.getMaxRunCount() - schedule.getStartedRunCount()
        : Long.MAX_VALUE;
  }

  /** What the expression's times come after: of a start in the future, the moment before it. */
  private static Instant from(Schedule schedule, Instant after) {
    if (!schedule.hasStartTime()) {
      return after;
    }
    Instant beforeStart = instant(schedule.getStartTime()).minusNanos(1);
    return beforeStart.isAfter(after) ? beforeStart : after;
  }

  private static boolean isOver(Schedule schedule, Instant time) {
    return schedule.hasEndTime() && time.isAfter(instant(schedule.getEndTime()));
  }

  private static Instant instant(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }
}
