package dev.visualsimilarity.pipeline.submission;

import dev.visualsimilarity.error.UserException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/** The ids of pipeline jobs: {@code ^[a-z][-a-z0-9]{0,127}$}. */
public final class JobIds {

  private static final int LENGTH = 128;
  private static final Pattern FORM = Pattern.compile("[a-z][-a-z0-9]{0,127}");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);

  private JobIds() {}

  /**
   * Checks an id that a user gave.
   *
   * @throws UserException if the service would not take it
   */
  public static String checked(String id) {
    if (!isValid(id)) {
      throw UserException.badParameter(
          "--job-id is not valid: '%s'; use lower-case letters, digits and hyphens, begin with a letter (128 at most)"
              .formatted(id));
    }
    return id;
  }

  /** Whether the service takes an id. */
  public static boolean isValid(String id) {
    return FORM.matcher(id).matches();
  }

  /** An id for a run of a pipeline: its name and the time in UTC, {@code NAME-yyyyMMddHHmmss}. */
  public static String create(String pipeline, Instant now) {
    String time = "-" + TIME.format(now);
    String name = slug(pipeline);
    return name.substring(0, Math.min(name.length(), LENGTH - time.length())) + time;
  }

  /** A text in the signs of an id. */
  public static String slug(String text) {
    String name =
        text.toLowerCase(Locale.ROOT)
            .replaceAll("[^-0-9a-z]+", "-")
            .replaceAll("^[-0-9]+", "")
            .replaceAll("-+$", "");
    return name.isEmpty() ? "pipeline" : name;
  }
}
