package dev.visualsimilarity.deployindex;

import dev.visualsimilarity.error.UserException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A network of Compute Engine, {@code projects/PROJECT/global/networks/NAME}. Vertex AI takes it
 * with the project's number only.
 *
 * @param project number or id
 */
record NetworkName(String project, String name) {

  private static final Pattern NAME =
      Pattern.compile(
          "(?:projects/([a-z0-9][a-z0-9.:-]*)/global/networks/)?([a-z](?:[-a-z0-9]*[a-z0-9])?)");

  /**
   * Reads {@code --network}.
   *
   * @param byDefault the project of a network that is given by its name alone
   * @throws UserException if it is no name of a network
   */
  static NetworkName parse(String text, String byDefault) {
    Matcher name = NAME.matcher(text);
    if (!name.matches()) {
      throw UserException.badParameter(
          "--network is not valid: '%s'; give projects/NUMBER/global/networks/NAME, or the NAME of a network of the project itself"
              .formatted(text));
    }
    return new NetworkName(name.group(1) == null ? byDefault : name.group(1), name.group(2));
  }

  /** Whether the project is given by its number. */
  boolean hasNumber() {
    return project.matches("[0-9]+");
  }

  @Override
  public String toString() {
    return "projects/%s/global/networks/%s".formatted(project, name);
  }
}
