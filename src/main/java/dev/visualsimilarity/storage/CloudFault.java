package dev.visualsimilarity.storage;

import com.google.api.client.http.HttpResponseException;
import com.google.auth.Retryable;
import com.google.cloud.storage.StorageException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells the faults of Cloud Storage and of the way to it apart. */
final class CloudFault {

  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERRORS = 500;

  private CloudFault() {}

  /** The HTTP status that was answered; 0 if none came. */
  static int status(Throwable e) {
    return causes(e).mapToInt(CloudFault::ownStatus).filter(code -> code > 0).findFirst().orElse(0);
  }

  /** Whether the same request may do better later. */
  static boolean isTransient(Throwable e) {
    int status = status(e);
    if (status > 0) {
      return status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS || status >= SERVER_ERRORS;
    }
    return isConnection(e);
  }

  /** Whether the connection failed, rather than the server refused. */
  static boolean isConnection(Throwable e) {
    boolean forGood =
        find(e, FileSystemException.class).isPresent()
            || find(e, CertificateException.class).isPresent()
            || causes(e).anyMatch(cause -> cause instanceof Retryable auth && !auth.isRetryable());
    return status(e) == 0
        && !forGood
        && (find(e, IOException.class).isPresent() || causes(e).anyMatch(CloudFault::isCutOff));
  }

  // How the client's parser takes an answer whose connection ended before its first byte.
  private static boolean isCutOff(Throwable e) {
    return e instanceof IllegalArgumentException
        && String.valueOf(e.getMessage()).contains("no JSON input found");
  }

  static <T extends Throwable> Optional<T> find(Throwable e, Class<T> type) {
    return causes(e).filter(type::isInstance).map(type::cast).findFirst();
  }

  static Stream<Throwable> causes(Throwable e) {
    return Stream.iterate(e, cause -> cause != null, Throwable::getCause);
  }

  private static int ownStatus(Throwable e) {
    if (e instanceof HttpResponseException response) {
      return response.getStatusCode();
    }
    return e instanceof StorageException storage ? storage.getCode() : 0;
  }
}
