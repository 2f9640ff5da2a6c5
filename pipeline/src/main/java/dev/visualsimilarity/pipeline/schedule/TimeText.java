package dev.visualsimilarity.pipeline.schedule;

import dev.visualsimilarity.error.UserException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Instants as people write and read them. */
public final class TimeText {

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm", Locale.ROOT);

  private TimeText() {}

  /**
   * Reads a flag: {@code 2026-12-24}, {@code 2026-12-24T18:00} in a zone, or {@code
   * 2026-12-24T18:00+01:00}, {@code 2026-12-24T17:00:00Z}.
   *
   * @throws UserException if it is none of these
   */
  static Instant parse(String flag, String text, ZoneId zone) {
    try {
      if (!text.contains("T")) {
        return LocalDate.parse(text).atStartOfDay(zone).toInstant();
      }
      return text.matches(".*T.*(Z|[+-]\\d\\d:?\\d\\d)")
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDateTime.parse(text).atZone(zone).toInstant();
    } catch (DateTimeException e) {
      throw UserException.badParameter(
          "%s is no time: '%s'; give a day (2026-12-24), a time in --time-zone (2026-12-24T18:00) or one with its offset (2026-12-24T18:00+01:00)"
              .formatted(flag, text));
    }
  }

  /** A time in a zone, and in UTC if that is another one. */
  public static String of(Instant time, ZoneId zone) {
    String utc = FORMAT.format(time.atZone(ZoneOffset.UTC)) + " UTC";
    return zone.equals(ZoneOffset.UTC)
        ? utc
        : "%s %s   %s".formatted(FORMAT.format(time.atZone(zone)), zone, utc);
  }
}
