package dev.visualsimilarity.pipeline.image;

import dev.visualsimilarity.error.UserException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The reference of an image: {@code REPOSITORY:TAG} or {@code REPOSITORY@sha256:DIGEST}.
 *
 * @param repository with the registry's host, if it has one
 * @param tag empty where there is none
 * @param digest {@code sha256:} and 64 hexadecimal digits; empty where there is none
 */
public record ImageReference(String repository, String tag, String digest) {

  private static final Pattern PATTERN =
      Pattern.compile(
          "((?:[A-Za-z0-9.-]+(?::\\d+)?/)?[a-z0-9]+(?:[._/-]+[a-z0-9]+)*)(?::([A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?");

  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

  /**
   * Reads a reference.
   *
   * @throws UserException if it is none
   */
  public static ImageReference parse(String text) {
    Matcher matcher = PATTERN.matcher(text);
    if (!matcher.matches()) {
      throw UserException.badParameter(
          "%s is no reference of an image; give REPOSITORY:TAG or REPOSITORY@sha256:DIGEST"
              .formatted(text));
    }
    return new ImageReference(
        matcher.group(1),
        matcher.group(2) == null ? "" : matcher.group(2),
        matcher.group(3) == null ? "" : matcher.group(3));
  }

  /** Whether a text is a reference. */
  static boolean isReference(String text) {
    return PATTERN.matcher(text).matches();
  }

  /** Whether a text is a digest as references have it. */
  static boolean isDigest(String text) {
    return DIGEST.matcher(text).matches();
  }

  /** The last part of the repository: the component. */
  public String name() {
    return repository.substring(repository.lastIndexOf('/') + 1);
  }

  /** What stands before the name, without the slash; may be empty. */
  public String parent() {
    int slash = repository.lastIndexOf('/');
    return slash < 0 ? "" : repository.substring(0, slash);
  }

  /** The same image by its digest: what a tag means may change, this does not. */
  public ImageReference at(String wanted) {
    return new ImageReference(repository, "", wanted);
  }

  /** As it is written. */
  @Override
  public String toString() {
    return digest.isEmpty()
        ? repository + (tag.isEmpty() ? "" : ":" + tag)
        : repository + "@" + digest;
  }
}
