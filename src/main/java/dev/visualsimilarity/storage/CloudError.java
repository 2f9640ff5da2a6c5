package dev.visualsimilarity.storage;

import com.google.cloud.storage.StorageException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What went wrong between us and Cloud Storage, told on one line: Google's client reports with
 * whole HTTP answers.
 */
final class CloudError {

  /** What was to be done, and the IAM role that allows it. */
  enum Access {
    READ("read", "roles/storage.objectViewer"),
    WRITE("write", "roles/storage.objectCreator"),
    DELETE("delete", "roles/storage.objectUser");

    private final String verb;
    private final String role;

    Access(String verb, String role) {
      this.verb = verb;
      this.role = role;
    }
  }

  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  private static final Pattern SERVER_REASON =
      Pattern.compile("\"message\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

  private CloudError() {}

  /** The exception to throw for what the client threw. */
  static IOException of(Exception e, Access access, StorageUri uri) {
    int code = CloudFault.status(e);
    if (code == NOT_FOUND && access != Access.WRITE) {
      NoSuchFileException missing = new NoSuchFileException(uri.toString());
      missing.initCause(e);
      return missing;
    }
    if (code == UNAUTHORIZED || code == FORBIDDEN || isLoginExpired(e)) {
      return new IOException(
          "Cloud Storage does not let this account %s %s: %s; grant it %s on the bucket %s, or log in as one that has it: gcloud auth application-default login"
              .formatted(access.verb, uri, reason(e), access.role, uri.bucket()),
          e);
    }
    Optional<String> unreachable = unreachable(e);
    if (unreachable.isPresent()) {
      return new OutageException(
          "cannot reach Cloud Storage to %s %s: %s; check the network, the proxy and STORAGE_EMULATOR_HOST"
              .formatted(access.verb, uri, unreachable.get()),
          e);
    }
    String message = "Cloud Storage cannot %s %s: %s".formatted(access.verb, uri, reason(e));
    return CloudFault.isTransient(e)
        ? new OutageException(message + "; it was asked again and again: run this again later", e)
        : new IOException(message, e);
  }

  private static boolean isLoginExpired(Exception e) {
    return CloudFault.causes(e)
        .anyMatch(cause -> String.valueOf(cause.getMessage()).contains("invalid_grant"));
  }

  private static Optional<String> unreachable(Exception e) {
    return CloudFault.find(e, UnknownHostException.class)
        .map(unknown -> "unknown host " + line(unknown))
        .or(() -> CloudFault.find(e, SocketException.class).map(CloudError::line))
        .or(() -> CloudFault.find(e, SocketTimeoutException.class).map(CloudError::line));
  }

  /** The server's own reason where it gives one: for an upload the client leaves it in the body. */
  private static String reason(Exception e) {
    return CloudFault.causes(e)
        .map(cause -> SERVER_REASON.matcher(String.valueOf(cause.getMessage())))
        .filter(Matcher::find)
        .map(match -> match.group(1).replace("\\n", " ").replaceAll("\\\\(.)", "$1"))
        .findFirst()
        .orElseGet(
            () ->
                line(
                    CloudFault.find(e, StorageException.class)
                        .<Throwable>map(found -> found)
                        .orElse(e)));
  }

  /** The first line of a message that has one: the others repeat the request and the answer. */
  private static String line(Throwable e) {
    return line(Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName()));
  }

  private static String line(String text) {
    return text.strip().lines().findFirst().orElse("");
  }
}
