package dev.visualsimilarity.vertexai;

import dev.visualsimilarity.error.UserException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;

/**
 * Where a Vertex AI service is reached over gRPC.
 *
 * @param host a name or an address
 * @param port the TCP port
 * @param plaintext whether calls go without TLS and without credentials, as an emulator takes them
 */
public record ApiEndpoint(String host, int port, boolean plaintext) {

  /** Names, as HOST:PORT, the emulator to use where no endpoint is given. */
  public static final String EMULATOR_HOST = "VERTEX_AI_VECTOR_SEARCH_EMULATOR_HOST";

  private static final int TLS_PORT = 443;
  private static final int PLAINTEXT_PORT = 80;

  /**
   * Reads {@code --api-endpoint}: empty for Google's endpoint of the location, {@code
   * http://HOST:PORT} for plaintext, {@code HOST[:PORT]} or {@code https://HOST[:PORT]} for TLS.
   *
   * @throws UserException if the text is none of these
   */
  public static ApiEndpoint parse(String text, String location) {
    if (text.isBlank()) {
      return new ApiEndpoint(location + "-aiplatform.googleapis.com", TLS_PORT, false);
    }
    return read(text, "--api-endpoint", false);
  }

  /**
   * Reads {@code --api-endpoint}, and if that is empty the variable {@link #EMULATOR_HOST} of the
   * environment.
   *
   * @throws UserException if the text or the variable is no server's address
   */
  public static ApiEndpoint parse(String text, String location, Map<String, String> environment) {
    String emulator = environment.getOrDefault(EMULATOR_HOST, "");
    return text.isBlank() && !emulator.isBlank()
        ? read(emulator, EMULATOR_HOST, true)
        : parse(text, location);
  }

  /**
   * Where an index endpoint answers queries.
   *
   * @param matchAddress {@code HOST[:PORT]}, an endpoint's public domain; empty if this endpoint
   *     answers them itself
   * @throws UserException if the text is neither
   */
  public ApiEndpoint match(String matchAddress) {
    return matchAddress.isBlank() ? this : read(matchAddress, "match address", plaintext);
  }

  /** {@code HOST:PORT}. */
  public String target() {
    return host + ":" + port;
  }

  /** The address of a resource, for people and for pipelines: {@code https://HOST/v1/NAME}. */
  public String resourceUri(String resourceName) {
    return (plaintext ? "http://" + target() : "https://" + host) + "/v1/" + resourceName;
  }

  /** As {@code --api-endpoint} takes it. */
  @Override
  public String toString() {
    return plaintext ? "http://" + target() : target();
  }

  private static ApiEndpoint read(String text, String what, boolean plaintextByDefault) {
    String stripped = text.strip();
    String scheme = plaintextByDefault ? "http://" : "https://";
    try {
      URI uri = new URI(stripped.contains("://") ? stripped : scheme + stripped);
      boolean plaintext = "http".equals(uri.getScheme());
      boolean bare = uri.getPath().isEmpty() || "/".equals(uri.getPath());
      if (uri.getHost() != null && bare && (plaintext || "https".equals(uri.getScheme()))) {
        int port = uri.getPort() >= 0 ? uri.getPort() : plaintext ? PLAINTEXT_PORT : TLS_PORT;
        return new ApiEndpoint(uri.getHost(), port, plaintext);
      }
    } catch (URISyntaxException e) {
      // Said below.
    }
    throw UserException.badParameter(
        "%s is no server's address: %s; give http://HOST:PORT for an emulator, HOST[:PORT] for TLS, or nothing for Google's own"
            .formatted(what, text));
  }
}
