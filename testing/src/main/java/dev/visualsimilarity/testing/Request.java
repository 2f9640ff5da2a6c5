package dev.visualsimilarity.testing;

import java.util.Map;
import java.util.Optional;

/**
 * A request.
 *
 * @param path as it was sent, percent-encoded
 * @param query decoded
 * @param headers by their names in lower case
 */
@SuppressWarnings("ArrayRecordComponent") // Bodies are handed on, never compared.
record Request(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    byte[] body) {

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }
}
