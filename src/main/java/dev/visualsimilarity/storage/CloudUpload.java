package dev.visualsimilarity.storage;

import com.google.api.client.http.ByteArrayContent;
import com.google.api.client.http.EmptyContent;
import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpContent;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.HttpResponseException;
import com.google.api.services.storage.model.StorageObject;
import com.google.common.io.BaseEncoding;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * A resumable upload. After a fault the server is asked how many bytes it has, and whether it has
 * finalised the object, before any are sent again.
 *
 * <p>Source: https://cloud.google.com/storage/docs/performing-resumable-uploads
 */
final class CloudUpload {

  /** All chunks but the last are multiples of this long. */
  static final int QUANTUM = 1 << 18;

  private static final int RESUME_INCOMPLETE = 308;
  private static final Pattern RANGE = Pattern.compile("bytes=0-(\\d+)");

  private final com.google.api.services.storage.Storage api;
  private final CloudRetries retries;
  private final StorageUri uri;
  private final CRC32C crc = new CRC32C();
  private GenericUrl session;
  // The object's bytes up to here are in the server's hands.
  private long confirmed;
  private boolean finalised;
  private boolean unsure;

  private CloudUpload(
      com.google.api.services.storage.Storage api, CloudRetries retries, StorageUri uri) {
    this.api = api;
    this.retries = retries;
    this.uri = uri;
  }

  /** Begins an upload: who may not write is told here. */
  static CloudUpload begin(
      com.google.api.services.storage.Storage api, CloudRetries retries, StorageUri uri)
      throws Exception {
    CloudUpload upload = new CloudUpload(api, retries, uri);
    upload.session = retries.run(upload::start);
    return upload;
  }

  /**
   * Sends the next bytes of the object.
   *
   * @param start how many bytes of the object are before them
   * @param last whether the object ends with them: it is then visible
   */
  void send(byte[] bytes, int length, long start, boolean last) throws Exception {
    crc.update(bytes, 0, length);
    retries.run(
        () -> {
          if (unsure) {
            put(new EmptyContent(), "bytes */*", false);
          }
          unsure = true;
          while (last ? !finalised : confirmed < start + length) {
            sendRest(bytes, length, start, last);
          }
          unsure = false;
          return null;
        });
  }

  private GenericUrl start() throws IOException {
    GenericUrl url = new GenericUrl(api.getRootUrl() + "upload/storage/v1/b/");
    url.getPathParts().set(url.getPathParts().size() - 1, uri.bucket());
    url.getPathParts().add("o");
    url.set("uploadType", "resumable");
    url.set("name", uri.path());
    HttpRequest request = api.getRequestFactory().buildPostRequest(url, new EmptyContent());
    HttpResponse response = request.execute();
    try {
      return new GenericUrl(response.getHeaders().getLocation());
    } finally {
      response.disconnect();
    }
  }

  private void sendRest(byte[] bytes, int length, long start, boolean last) throws IOException {
    long before = confirmed;
    int from = Math.toIntExact(before - start);
    int count = length - from;
    String range = count == 0 ? "*" : before + "-" + (start + length - 1);
    put(
        new ByteArrayContent("application/octet-stream", bytes, from, count),
        "bytes " + range + "/" + (last ? Long.toString(start + length) : "*"),
        last);
    if (confirmed < start) {
      throw new IllegalStateException("the server lost bytes that it had of " + uri);
    }
    if (confirmed == before && !finalised) {
      throw new EOFException("the server kept none of the bytes that were sent");
    }
  }

  private void put(HttpContent content, String range, boolean last) throws IOException {
    HttpRequest request = api.getRequestFactory().buildPutRequest(session, content);
    request.setFollowRedirects(false);
    request.setThrowExceptionOnExecuteError(false);
    request.setParser(api.getObjectParser());
    request.getHeaders().setContentRange(range);
    if (last) {
      request.getHeaders().set("x-goog-hash", "crc32c=" + crc32c());
    }
    HttpResponse response = request.execute();
    try {
      if (response.getStatusCode() == RESUME_INCOMPLETE) {
        Matcher kept = RANGE.matcher(String.valueOf(response.getHeaders().getRange()));
        confirmed = kept.matches() ? Long.parseLong(kept.group(1)) + 1 : 0;
      } else if (response.isSuccessStatusCode()) {
        check(response.parseAs(StorageObject.class));
        finalised = true;
      } else {
        throw new HttpResponseException(response);
      }
    } finally {
      response.disconnect();
    }
  }

  private void check(StorageObject object) throws IOException {
    if (object.getCrc32c() == null || object.getCrc32c().equals(crc32c())) {
      return;
    }
    api.objects().delete(uri.bucket(), uri.path()).setGeneration(object.getGeneration()).execute();
    throw new IllegalStateException(
        "the bytes of %s were damaged on their way: CRC-32C %s arrived, %s was sent; it is removed, write it again"
            .formatted(uri, object.getCrc32c(), crc32c()));
  }

  private String crc32c() {
    return BaseEncoding.base64()
        .encode(ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array());
  }
}
