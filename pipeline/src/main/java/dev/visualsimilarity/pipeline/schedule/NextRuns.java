package dev.visualsimilarity.pipeline.schedule;

import com.google.cloud.aiplatform.v1.Schedule;
import dev.visualsimilarity.pipeline.cron.CronTimes;
import dev.visualsimilarity.pipeline.cron.RunTimes;
import java.time.Instant;
import java.time.ZoneId;
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
    ZoneId zone = CronTimes.parse(schedule.getCron()).zone();
    return RunTimes.next(schedule, now, COUNT).stream()
        .map(time -> TimeText.of(time, zone))
        .toList();
  }
}
