package dev.visualsimilarity.storage;

import dev.visualsimilarity.error.UserException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an object or a directory of objects is: {@code gs://bucket/path}, {@code /gcs/bucket/path}
 * (the same Cloud Storage object, as pipelines spell its mount), {@code file:///path} with or
 * without percent-encoding, or a plain local path. What is in a zip or tar file is named as {@link
 * ArchivePath} says.
 *
 * @param bucket the Cloud Storage bucket; empty for a local file
 * @param path for Cloud Storage the object's name, without a leading slash; otherwise an absolute
 *     local path. Never ends with a slash.
 */
public record StorageUri(String bucket, String path) {

  private static final Pattern CLOUD =
      Pattern.compile("(?:gs://|/gcs/)([^/]+)(?:/(.*))?", Pattern.DOTALL);
  private static final Pattern OTHER_SCHEME =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+)://.*", Pattern.DOTALL);
  private static final Pattern BARE_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  public StorageUri {
    path = withoutTrailingSlashes(path);
  }

  /**
   * Reads a URI or a path; relative paths count from the working directory.
   *
   * @throws UserException if the text is empty or names a scheme that is not stored by us
   */
  public static StorageUri parse(String text) {
    if (text.isBlank()) {
      throw UserException.badParameter(
          "a URI is empty; give gs://bucket/path, file:///path or a local path");
    }
    int end = ArchivePath.end(text);
    if (end >= 0) {
      StorageUri archive = parse(text.substring(0, end - 1));
      return ArchivePath.top(archive).resolve(text.substring(end)).uri();
    }
    Matcher cloud = CLOUD.matcher(text);
    if (cloud.matches()) {
      return new StorageUri(cloud.group(1), cloud.group(2) == null ? "" : cloud.group(2));
    }
    if (text.startsWith("file:")) {
      return local(Path.of(decoded(text.replaceFirst("^file:(//(localhost)?(?=/))?", ""))));
    }
    Matcher other = OTHER_SCHEME.matcher(text);
    if (other.matches()) {
      throw UserException.badParameter(
          "cannot read from %s: scheme %s; allowed are gs://bucket/path, /gcs/bucket/path, file:///path and local paths"
              .formatted(text, other.group(1).toLowerCase(Locale.ROOT)));
    }
    return local(Path.of(text));
  }

  /** A file or folder of this machine. */
  public static StorageUri local(Path path) {
    return new StorageUri("", path.toAbsolutePath().normalize().toString());
  }

  /** Whether this is a file of this machine rather than a Cloud Storage object. */
  public boolean isLocal() {
    return bucket.isEmpty();
  }

  /**
   * The object below this directory, or {@code child} itself where it is absolute ({@code gs://},
   * {@code file://}, or a path that starts with a slash). In a relative child, {@code .}, {@code
   * ..} and doubled slashes mean what they mean in a local path.
   *
   * @throws UserException if the child is outside the bucket, or outside the archive that this
   *     directory is in
   */
  public StorageUri resolve(String child) {
    if (child.startsWith("/") || child.contains("://") || child.startsWith("file:")) {
      return parse(child);
    }
    Optional<ArchivePath> archive = ArchivePath.of(this);
    if (archive.isPresent()) {
      return archive.get().resolve(child).uri();
    }
    if (ArchivePath.end(child) >= 0) {
      return resolveArchive(child);
    }
    if (isLocal()) {
      return local(toPath().resolve(child));
    }
    return resolveInBucket(child);
  }

  /** The directory that holds this object. */
  public StorageUri parent() {
    int slash = path.lastIndexOf('/');
    if (isLocal()) {
      return new StorageUri("", slash <= 0 ? "/" : path.substring(0, slash));
    }
    return new StorageUri(bucket, slash < 0 ? "" : path.substring(0, slash));
  }

  /** The last segment of the path. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The local file; only where {@link #isLocal()}. */
  public Path toPath() {
    if (!isLocal()) {
      throw new IllegalStateException(this + " is not a local file");
    }
    return Path.of(path);
  }

  /** {@code gs://bucket/path}, or the absolute local path. */
  @Override
  public String toString() {
    return isLocal() ? path : "gs://" + bucket + "/" + path;
  }

  /** The part after the archive must not climb out of it, which folders' own rules allow. */
  private StorageUri resolveArchive(String child) {
    int end = ArchivePath.end(child);
    StorageUri archive = resolve(child.substring(0, end - 1));
    return ArchivePath.top(archive).resolve(child.substring(end)).uri();
  }

  private StorageUri resolveInBucket(String child) {
    StorageUri uri = this;
    for (String segment : child.split("/", -1)) {
      if (segment.equals("..")) {
        if (uri.path.isEmpty()) {
          throw UserException.badParameter(
              "'%s' in %s leaves the bucket %s; give a path below it, or gs://bucket/path"
                  .formatted(child, this, bucket));
        }
        uri = uri.parent();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        uri = new StorageUri(bucket, uri.path.isEmpty() ? segment : uri.path + "/" + segment);
      }
    }
    return uri;
  }

  /** The path of a file URI, which RFC 8089 percent-encodes; as it is, where it is not encoded. */
  private static String decoded(String path) {
    return BARE_PERCENT.matcher(path).find()
        ? path
        : URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static String withoutTrailingSlashes(String path) {
    int end = path.length();
    while (end > 1 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end);
  }
}
