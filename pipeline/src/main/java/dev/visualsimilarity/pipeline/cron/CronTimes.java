package dev.visualsimilarity.pipeline.cron;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.visualsimilarity.error.UserException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a cron expression of Vertex AI's schedules is due: five fields (minute, hour, day of the
 * month, month, day of the week), before them {@code TZ=Area/City} or {@code CRON_TZ=Area/City} for
 * a time zone other than UTC.
 */
public final class CronTimes {

  private static final Pattern ZONE = Pattern.compile("(?:CRON_)?TZ=(\\S+)\\s+(.*)");
  private static final CronParser PARSER =
      new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

  private final ExecutionTime times;
  private final ZoneId zone;

  private CronTimes(ExecutionTime times, ZoneId zone) {
    this.times = times;
    this.zone = zone;
  }

  /**
   * Reads an expression.
   *
   * @throws UserException that says what is wrong with it
   */
  public static CronTimes parse(String text) {
    Matcher prefixed = ZONE.matcher(text.strip());
    boolean named = prefixed.matches();
    ZoneId zone = named ? zone(prefixed.group(1), text) : ZoneOffset.UTC;
    try {
      Cron cron = PARSER.parse(named ? prefixed.group(2) : text.strip()).validate();
      return new CronTimes(ExecutionTime.forCron(cron), zone);
    } catch (IllegalArgumentException e) {
      throw UserException.badParameter(
          "cron expression '%s' is not valid: %s; give MINUTE HOUR DAY MONTH WEEKDAY, such as '0 3 * * 1', or with a time zone 'TZ=Europe/Berlin 0 3 * * 1'"
              .formatted(text, reason(e)));
    }
  }

  private static String reason(IllegalArgumentException e) {
    String first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return first.replace("we expect one of [5]", "5 are needed");
  }

  private static ZoneId zone(String name, String text) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw UserException.badParameter(
          "cron expression '%s' is not valid: there is no time zone %s; give one of the IANA database, such as Europe/Berlin"
              .formatted(text, name));
    }
  }

  /** The time zone that it counts in. */
  public ZoneId zone() {
    return zone;
  }

  /** The first time after another; empty if it is never due again, as on 30 February. */
  public Optional<Instant> next(Instant after) {
    return times.nextExecution(after.atZone(zone)).map(ZonedDateTime::toInstant);
  }
}
