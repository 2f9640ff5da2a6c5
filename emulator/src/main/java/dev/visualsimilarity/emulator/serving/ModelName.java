package dev.visualsimilarity.emulator.serving;

import dev.visualsimilarity.emulator.service.ApiErrors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a model: {@code projects/P/locations/L/models/ID}, of its default version, or with
 * {@code @} and a version or the alias of one.
 *
 * @param model the name without the version
 * @param version a number or an alias; empty for the default version
 */
record ModelName(String model, String version) {

  private static final Pattern NAME =
      Pattern.compile("(projects/[^/]+/locations/[^/]+/models/[^/@]+)(?:@([^/@]+))?");

  static ModelName parse(String name) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      throw ApiErrors.invalidArgument(
          "resource name '%s' is not valid: it must be"
              + " projects/PROJECT/locations/LOCATION/models/ID, or that with @VERSION",
          name);
    }
    return new ModelName(matcher.group(1), matcher.group(2) == null ? "" : matcher.group(2));
  }

  @Override
  public String toString() {
    return version.isEmpty() ? model : model + "@" + version;
  }
}
