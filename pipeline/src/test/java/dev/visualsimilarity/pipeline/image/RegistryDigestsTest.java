package dev.visualsimilarity.pipeline.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.visualsimilarity.error.UserException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server that speaks the part of the registry API that is asked for. */
class RegistryDigestsTest {

  private static final String DIGEST = "sha256:" + "0f".repeat(32);
  private static final String LOGIN =
      Base64.getEncoder().encodeToString("me:secret".getBytes(StandardCharsets.UTF_8));

  @TempDir private Path folder;
  private HttpServer server;
  private String host;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    host = "127.0.0.1:" + server.getAddress().getPort();
    server.createContext("/v2/open/shop/manifests/1", exchange -> digest(exchange));
    server.createContext("/v2/closed/shop/manifests/1", this::closed);
    server.createContext("/token", this::token);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void asksForTheDigestOfATag() {
    assertThat(digests().of(ImageReference.parse(host + "/open/shop:1"))).isEqualTo(DIGEST);
  }

  @Test
  void fetchesATokenWithTheLoginOfDocker() throws IOException {
    Files.writeString(
        folder.resolve("config.json"),
        "{\"auths\":{\"%s\":{\"auth\":\"%s\"}}}".formatted(host, LOGIN));
    assertThat(digests().of(ImageReference.parse(host + "/closed/shop:1"))).isEqualTo(DIGEST);
  }

  @Test
  void saysThatALoginOrAnImageIsMissing() {
    assertThatThrownBy(() -> digests().of(ImageReference.parse(host + "/closed/shop:1")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("its login at http://" + host + "/token fails: HTTP 401");
    assertThatThrownBy(() -> digests().of(ImageReference.parse(host + "/open/shop:2")))
        .hasMessageContaining("shop:2 is not in its registry; build and push the images first");
    assertThatThrownBy(() -> digests().of(ImageReference.parse("visual-similarity/shop:1")))
        .hasMessageContaining("names no registry");
  }

  private RegistryDigests digests() {
    return new RegistryDigests(folder.resolve("config.json"));
  }

  private static void digest(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("Docker-Content-Digest", DIGEST);
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private void closed(HttpExchange exchange) throws IOException {
    if ("Bearer t1".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      digest(exchange);
      return;
    }
    exchange
        .getResponseHeaders()
        .add(
            "WWW-Authenticate",
            "Bearer realm=\"http://%s/token\",service=\"s\",scope=\"repository:closed/shop:pull\""
                .formatted(host));
    exchange.sendResponseHeaders(401, -1);
    exchange.close();
  }

  private void token(HttpExchange exchange) throws IOException {
    boolean known =
        ("Basic " + LOGIN).equals(exchange.getRequestHeaders().getFirst("Authorization"))
            && exchange.getRequestURI().getQuery().contains("scope=repository:closed/shop:pull");
    byte[] body = (known ? "{\"token\":\"t1\"}" : "{}").getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(known ? 200 : 401, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
