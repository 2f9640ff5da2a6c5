package dev.visualsimilarity.savedmodel.source;

import dev.visualsimilarity.command.Version;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.storage.Checksum;
import dev.visualsimilarity.storage.RetryLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches a file by HTTP (RFC 9110) and goes on where a connection broke, if the server names the
 * version of what it sends: by an ETag, else by the time of its last change. Answers of 408, 429
 * and 5xx, and connections that cannot be made, break or fall silent, are tried again within {@link
 * RetryLimits}. Used once.
 */
final class HttpDownload {

  private static final Logger LOG = LoggerFactory.getLogger(HttpDownload.class);
  private static final int PARTIAL = 206;
  private static final int REQUESTED_RANGE_NOT_SATISFIABLE = 416;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final String ETAG = "etag ";
  private static final String MODIFIED = "modified ";

  private final URI url;
  private final String name;
  private final RetryLimits limits;
  private final long maxBytes;
  private String version = "";
  private boolean reached;

  /** A fault that may pass. */
  private static final class TransientException extends IOException {
    private static final long serialVersionUID = 1L;

    TransientException(String message) {
      super(message);
    }
  }

  HttpDownload(URI url, RetryLimits limits, long maxBytes) {
    this.url = url;
    this.name = withoutQuery(url.toString());
    this.limits = limits;
    this.maxBytes = maxBytes;
  }

  /**
   * Fetches it into a file, unless it is what was fetched before.
   *
   * @param known what an earlier call returned, of which the content is at hand; else empty
   * @return what the server's version is known by: {@code etag E}, else {@code modified DATE}, else
   *     size and CRC-32C of the content; nothing if that is {@code known}
   * @throws UserException if the server does not have it, or is not reached within the limits
   */
  Optional<String> fetch(Path path, String known) throws IOException {
    DownloadFile file = new DownloadFile(path, name, maxBytes);
    file.delete();
    long firstFault = 0;
    long bytesBefore = 0;
    long delay = limits.firstDelay().toMillis();
    while (true) {
      try {
        return attempt(file, known);
      } catch (IOException e) {
        long now = System.nanoTime();
        long bytes = file.size();
        if (firstFault == 0 || bytes > bytesBefore) {
          firstFault = now;
          delay = limits.firstDelay().toMillis();
        }
        bytesBefore = bytes;
        long allowed = (reached ? limits.outage() : limits.unreached()).toNanos();
        if (now - firstFault >= allowed) {
          throw UserException.failed(
              "model %s cannot be fetched: %s; check the network, or give a copy by its path"
                  .formatted(name, reason(e)),
              e);
        }
        LOG.warn("{}: {}; trying again", name, reason(e));
        pause(delay);
        delay = Math.min(2 * delay, limits.longestDelay().toMillis());
      }
    }
  }

  private Optional<String> attempt(DownloadFile file, String known) throws IOException {
    long have = version.isEmpty() ? 0 : file.size();
    HttpURLConnection connection = connect(have, known);
    try {
      int status = connection.getResponseCode();
      reached = true;
      if (status == HttpURLConnection.HTTP_NOT_MODIFIED) {
        return Optional.empty();
      }
      check(status, connection);
      boolean resumed = status == PARTIAL && have > 0;
      version = version(connection);
      receive(connection, file, resumed ? have : 0);
      String state = version.isEmpty() ? text(file.checksum()) : version;
      return state.equals(known) ? Optional.empty() : Optional.of(state);
    } finally {
      connection.disconnect();
    }
  }

  private HttpURLConnection connect(long have, String known) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
    int silence = Math.toIntExact(limits.silence().toMillis());
    connection.setConnectTimeout(silence);
    connection.setReadTimeout(silence);
    connection.setRequestProperty("User-Agent", "visual-similarity/" + Version.current());
    if (have > 0) {
      connection.setRequestProperty("Range", "bytes=%d-".formatted(have));
      connection.setRequestProperty("If-Range", version.substring(version.indexOf(' ') + 1));
    } else if (known.startsWith(ETAG)) {
      connection.setRequestProperty("If-None-Match", known.substring(ETAG.length()));
    } else if (known.startsWith(MODIFIED)) {
      connection.setRequestProperty("If-Modified-Since", known.substring(MODIFIED.length()));
    }
    return connection;
  }

  /** A query may hold a signature, which is a secret. */
  static String withoutQuery(String url) {
    return url.replaceFirst("\\?.*$", "");
  }

  private static String version(HttpURLConnection connection) {
    String etag = connection.getHeaderField("ETag");
    String modified = connection.getHeaderField("Last-Modified");
    if (etag != null) {
      return ETAG + etag;
    }
    return modified == null ? "" : MODIFIED + modified;
  }

  private void check(int status, HttpURLConnection connection) throws IOException {
    if (status == HttpURLConnection.HTTP_CLIENT_TIMEOUT
        || status == TOO_MANY_REQUESTS
        || status >= HttpURLConnection.HTTP_INTERNAL_ERROR) {
      throw new TransientException("the server answers " + status);
    }
    if (status == REQUESTED_RANGE_NOT_SATISFIABLE) {
      version = "";
      throw new TransientException("the server has no rest of it to send");
    }
    if (status != HttpURLConnection.HTTP_OK && status != PARTIAL) {
      String location = connection.getHeaderField("Location");
      throw UserException.failed(
          "model %s cannot be fetched: the server answers %d%s; check the URL, or give a copy by its path"
              .formatted(
                  name,
                  status,
                  location == null ? "" : " and points to " + withoutQuery(location)));
    }
    String type = Optional.ofNullable(connection.getContentType()).orElse("");
    if (type.toLowerCase(Locale.ROOT).startsWith("text/html")) {
      throw UserException.failed(
          "model %s is a web page, not an archive; give the URL of a .tar.gz, or a TF Hub handle with its version, such as https://tfhub.dev/PUBLISHER/MODEL/1"
              .formatted(name));
    }
  }

  private void receive(HttpURLConnection connection, DownloadFile file, long from)
      throws IOException {
    long length = connection.getContentLengthLong();
    if (length >= 0) {
      LOG.info("{}: fetching {} bytes", name, length);
    }
    file.checkSize(from + length);
    long size;
    try (InputStream in = connection.getInputStream()) {
      size = file.receive(in, from);
    }
    if (length >= 0 && size < from + length) {
      throw new TransientException(
          "the connection broke after %d of %d bytes".formatted(size, from + length));
    }
  }

  private static String text(Checksum checksum) {
    return "%d %08x".formatted(checksum.size(), checksum.crc32c());
  }

  private static String reason(IOException e) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    return e instanceof UnknownHostException ? "unknown host " + message : message;
  }

  private static void pause(long millis) throws IOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a model was fetched");
    }
  }
}
