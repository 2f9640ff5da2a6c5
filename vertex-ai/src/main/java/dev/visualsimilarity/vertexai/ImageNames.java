package dev.visualsimilarity.vertexai;

import java.util.regex.Pattern;

/** What the name of a container's image says of it. */
public final class ImageNames {

  /** The rule of container engines: a first part with a dot or a port, or localhost, is a host. */
  private static final Pattern WITH_REGISTRY = Pattern.compile("(?:[^/]*[.:][^/]*|localhost)/.+");

  private ImageNames() {}

  /** Whether a text can be the name of an image. */
  public static boolean isName(String text) {
    return !text.isBlank() && !text.contains(" ") && !text.contains("://");
  }

  /** Whether a name says which registry the image is in. */
  public static boolean hasRegistry(String name) {
    return WITH_REGISTRY.matcher(name.strip()).matches();
  }
}
