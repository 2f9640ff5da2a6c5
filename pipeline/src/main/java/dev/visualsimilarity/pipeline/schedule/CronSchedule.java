package dev.visualsimilarity.pipeline.schedule;

import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.cron.CronTimes;
import java.time.Instant;
import java.time.ZoneId;
import java.util.regex.Pattern;

/**
 * A cron expression that a user gave, and its time zone.
 *
 * @param text as the service takes it: {@code TZ=Area/City} before the five fields, unless they are
 *     in UTC
 * @param times when it comes
 */
public record CronSchedule(String text, CronTimes times) {

  private static final Pattern ZONED = Pattern.compile("(CRON_)?TZ=.*");

  /**
   * Reads an expression.
   *
   * @param cron the fields, which may have their zone before them
   * @param timeZone the zone, if they have none; empty for UTC
   * @throws UserException if it is none, or one that never comes
   */
  public static CronSchedule parse(String cron, String timeZone) {
    String text = cron.strip();
    String zone = timeZone.strip();
    if (!zone.isEmpty()) {
      if (ZONED.matcher(text).matches()) {
        throw UserException.badParameter(
            "--cron '%s' names its time zone itself; leave --time-zone out".formatted(text));
      }
      text = "TZ=%s %s".formatted(zone, text);
    }
    CronSchedule schedule = new CronSchedule(text, CronTimes.parse(text));
    // Java knows offsets by name too, such as UTC+1.
    if (!ZoneId.getAvailableZoneIds().contains(schedule.zone().getId()) && schedule.isZoned()) {
      throw UserException.badParameter(
          "there is no time zone %s in the IANA database; give one such as Europe/Berlin"
              .formatted(schedule.zone()));
    }
    if (schedule.times().next(Instant.now()).isEmpty()) {
      throw UserException.badParameter(
          "--cron '%s' never comes; there is no such day".formatted(cron));
    }
    return schedule;
  }

  /** The zone of its fields. */
  public ZoneId zone() {
    return times.zone();
  }

  private boolean isZoned() {
    return ZONED.matcher(text).matches();
  }
}
