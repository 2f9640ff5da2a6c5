package dev.visualsimilarity.pipeline.command;

import dev.visualsimilarity.error.UserException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;

/**
 * How old something is, as a flag says it: {@code 45m}, {@code 36h}, {@code 2d}.
 *
 * @param duration more than nothing
 */
record Age(Duration duration) {

  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,5})([mhd])");

  /** Reads a flag's value. */
  static final class Converter implements ITypeConverter<Age> {
    @Override
    public Age convert(String text) {
      Matcher form = FORM.matcher(text.strip());
      if (!form.matches()) {
        throw UserException.badParameter(
            "--older-than is no age: '%s'; give minutes, hours or days such as 45m, 36h or 2d"
                .formatted(text));
      }
      long count = Long.parseLong(form.group(1));
      return new Age(
          switch (form.group(2)) {
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
          });
    }
  }
}
