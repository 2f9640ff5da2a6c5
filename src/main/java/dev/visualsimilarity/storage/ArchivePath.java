package dev.visualsimilarity.storage;

import dev.visualsimilarity.error.UserException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a zip or tar file: in a {@link StorageUri}, what follows {@code !/} after a name that
 * ends in {@code .zip}, {@code .tar}, {@code .tar.gz} or {@code .tgz}, such as {@code
 * gs://bucket/shop.zip!/train/1.jpg}. The first such name counts: archives in archives are not
 * opened.
 *
 * @param archive the file
 * @param entry the name of an entry or of a folder of entries, without {@code .}, {@code ..} or
 *     empty segments; empty for the top of the archive
 */
public record ArchivePath(StorageUri archive, String entry) {

  private static final String SUFFIX = "\\.(?:zip|tar|tar\\.gz|tgz)";
  private static final Pattern NAME = Pattern.compile("[^/]*" + SUFFIX, Pattern.CASE_INSENSITIVE);
  private static final Pattern PLACE =
      Pattern.compile(SUFFIX + "!(?=/|\\z)", Pattern.CASE_INSENSITIVE);
  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);
  private static final char NUL = '\0';

  /** The place in an archive that a URI names, if it names one. */
  public static Optional<ArchivePath> of(StorageUri uri) {
    int end = end(uri.path());
    if (end < 0) {
      return Optional.empty();
    }
    StorageUri archive = new StorageUri(uri.bucket(), uri.path().substring(0, end - 1));
    return Optional.of(top(archive).resolve(uri.path().substring(end)));
  }

  /** The top of an archive. */
  public static ArchivePath top(StorageUri archive) {
    return new ArchivePath(archive, "");
  }

  /** Whether a file of this name is taken for an archive. */
  public static boolean isArchiveName(String name) {
    return NAME.matcher(name).matches();
  }

  /** The URI of this place. */
  public StorageUri uri() {
    return new StorageUri(
        archive.bucket(), archive.path() + (entry.isEmpty() ? "!" : "!/" + entry));
  }

  /** Where the text after an archive's {@code !} begins; negative if it names no such place. */
  static int end(String path) {
    Matcher place = PLACE.matcher(path);
    return place.find() ? place.end() : -1;
  }

  /**
   * A place below this one.
   *
   * @throws UserException if {@code ..} leads out of the archive
   */
  ArchivePath resolve(String child) {
    List<String> segments = new ArrayList<>(segments(entry));
    for (String segment : segments(child)) {
      if (!segment.equals("..")) {
        segments.add(segment);
      } else if (segments.isEmpty()) {
        throw UserException.badParameter(
            "'%s' in %s leaves the archive; give a path in it, or an absolute path or URI"
                .formatted(child, uri()));
      } else {
        segments.remove(segments.size() - 1);
      }
    }
    return new ArchivePath(archive, String.join("/", segments));
  }

  /**
   * The name under which an entry is found: without {@code .} and empty segments.
   *
   * @param raw as the archive has it
   * @return empty if the name leads out of the archive: absolute, or with {@code ..} in it
   */
  static Optional<String> entryName(String raw) {
    String name = String.join("/", segments(raw));
    boolean absolute = raw.startsWith("/") || raw.startsWith("\\") || DRIVE.matcher(name).matches();
    boolean climbs = Arrays.asList(raw.split("[/\\\\]", -1)).contains("..");
    return absolute || climbs || name.isEmpty() || name.startsWith("\\") || raw.indexOf(NUL) >= 0
        ? Optional.empty()
        : Optional.of(name);
  }

  private static List<String> segments(String path) {
    return Arrays.stream(path.split("/", -1))
        .filter(segment -> !segment.isEmpty() && !segment.equals("."))
        .toList();
  }
}
