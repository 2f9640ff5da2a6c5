package dev.visualsimilarity.storage;

import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.HttpResponse;
import com.google.api.services.storage.Storage.Objects.Get;
import com.google.common.io.BaseEncoding;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * An object's stored bytes, or a range of them. A download that breaks is taken up where it broke,
 * from the same generation of the object, so that what is read never mixes two of them. The bytes
 * of a whole object are checked against the CRC-32C that Cloud Storage keeps.
 */
final class CloudDownload extends InputStream {

  private static final int NOT_FOUND = 404;
  private static final int RANGE_NOT_SATISFIABLE = 416;
  private static final String CRC32C_PREFIX = "crc32c=";

  private final com.google.api.services.storage.Storage api;
  private final CloudRetries retries;
  private final StorageUri uri;
  private final long offset;
  private final long length;
  private final CRC32C crc = new CRC32C();

  private InputStream stream;
  private Long generation;
  private Integer expectedCrc;
  private boolean gzip;
  private long position;
  private long end = Long.MAX_VALUE;

  private CloudDownload(
      com.google.api.services.storage.Storage api,
      CloudRetries retries,
      StorageUri uri,
      long offset,
      long length) {
    this.api = api;
    this.retries = retries;
    this.uri = uri;
    this.offset = offset;
    this.length = length;
    this.position = offset;
  }

  /** Sends the request; a missing object is told here. */
  static CloudDownload open(
      com.google.api.services.storage.Storage api,
      CloudRetries retries,
      StorageUri uri,
      long offset,
      long length)
      throws IOException {
    CloudDownload download = new CloudDownload(api, retries, uri, offset, length);
    download.retrying(
        () -> {
          download.connect();
          return 0;
        });
    return download;
  }

  /** Whether the object is kept compressed and meant to be read uncompressed. */
  boolean isGzip() {
    return gzip;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int from, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    if (position >= end) {
      return -1;
    }
    int read = retrying(() -> attempt(buffer, from, count));
    if (read > 0) {
      position += read;
      crc.update(buffer, from, read);
      if (position >= end) {
        check();
      }
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    disconnect();
    end = 0;
  }

  private int attempt(byte[] buffer, int from, int count) throws IOException {
    if (stream == null) {
      connect();
    }
    int read;
    try {
      read =
          position >= end ? -1 : stream.read(buffer, from, (int) Math.min(count, end - position));
    } catch (IOException e) {
      disconnect();
      throw e;
    }
    if (read < 0 && position < end && end != Long.MAX_VALUE) {
      disconnect();
      throw new EOFException("the download ended after %d of %d bytes".formatted(position, end));
    }
    return read;
  }

  private void connect() throws IOException {
    Get get = api.objects().get(uri.bucket(), uri.path());
    get.setReturnRawInputStream(true);
    if (generation != null) {
      get.setGeneration(generation);
    }
    if (position > 0 || length != Long.MAX_VALUE) {
      get.getRequestHeaders().setRange("bytes=" + position + "-" + last());
    }
    HttpResponse response;
    try {
      response = get.executeMedia();
    } catch (IOException e) {
      int status = CloudFault.status(e);
      if (status == RANGE_NOT_SATISFIABLE) {
        stream = InputStream.nullInputStream();
        end = position;
        return;
      }
      if (status != NOT_FOUND || generation == null) {
        throw e;
      }
      if (position > offset) {
        throw replaced(e);
      }
      // Nothing of the old object was handed out yet.
      generation = null;
      connect();
      return;
    }
    if (generation == null) {
      describe(response.getHeaders());
    }
    stream = response.getContent();
  }

  private String last() {
    long requested = length > Long.MAX_VALUE - offset ? Long.MAX_VALUE : offset + length;
    return requested == Long.MAX_VALUE ? "" : Long.toString(requested - 1);
  }

  private void describe(HttpHeaders headers) {
    generation = header(headers, "x-goog-generation").map(Long::valueOf).orElse(null);
    header(headers, "x-goog-stored-content-length")
        .map(Long::valueOf)
        .ifPresent(size -> end = Math.min(size, length > size - offset ? size : offset + length));
    gzip = header(headers, "x-goog-stored-content-encoding").filter("gzip"::equals).isPresent();
    if (offset == 0 && length == Long.MAX_VALUE) {
      expectedCrc =
          headers(headers, "x-goog-hash")
              .filter(hash -> hash.startsWith(CRC32C_PREFIX))
              .map(hash -> hash.substring(CRC32C_PREFIX.length()))
              .map(hash -> ByteBuffer.wrap(BaseEncoding.base64().decode(hash)).getInt())
              .findFirst()
              .orElse(null);
    }
  }

  /** The header's values; several may share a line. */
  private static Stream<String> headers(HttpHeaders headers, String name) {
    Object value = headers.get(name);
    List<?> lines =
        value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
    return lines.stream()
        .flatMap(line -> Arrays.stream(line.toString().split(",", -1)))
        .map(String::strip);
  }

  private static Optional<String> header(HttpHeaders headers, String name) {
    return headers(headers, name).findFirst();
  }

  private void check() throws IOException {
    if (expectedCrc != null && expectedCrc != (int) crc.getValue()) {
      throw new IOException(
          "the bytes of %s were damaged on their way: their CRC-32C is %08x, that of the object %08x; read it again"
              .formatted(uri, (int) crc.getValue(), expectedCrc));
    }
  }

  private IOException replaced(IOException cause) {
    return new ReplacedException(
        "%s was replaced or deleted while it was read; read it again when it stays".formatted(uri),
        cause);
  }

  private void disconnect() {
    if (stream == null) {
      return;
    }
    try {
      stream.close();
    } catch (IOException e) {
      // It is of no use any more.
    }
    stream = null;
  }

  private int retrying(Callable<Integer> call) throws IOException {
    try {
      return retries.run(call);
    } catch (ReplacedException e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted = new InterruptedIOException("reading " + uri);
      interrupted.initCause(e);
      throw interrupted;
    } catch (Exception e) {
      throw CloudError.of(e, CloudError.Access.READ, uri);
    }
  }

  /** The generation that was being read is gone. */
  private static final class ReplacedException extends IOException {
    private static final long serialVersionUID = 1L;

    ReplacedException(String message, IOException cause) {
      super(message, cause);
    }
  }
}
