package dev.visualsimilarity.vertexai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.visualsimilarity.error.UserException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProjectNumbersTest {

  private static final Map<String, String> ANSWERS =
      Map.of(
          "/v3/projects/shop", "{\"name\": \"projects/415104041262\", \"projectId\": \"shop\"}",
          "/v3/projects/odd", "<html>");

  private HttpServer server;
  private ProjectNumbers projects;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          boolean authorized =
              "Bearer secret".equals(exchange.getRequestHeaders().getFirst("Authorization"));
          String answer = ANSWERS.get(exchange.getRequestURI().getPath());
          byte[] body = String.valueOf(answer).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(authorized && answer != null ? 200 : 403, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    projects =
        new ProjectNumbers(
            "http://127.0.0.1:" + server.getAddress().getPort(),
            () -> request -> request.getHeaders().setAuthorization("Bearer secret"));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void readsTheNumberOfAProject() {
    assertThat(projects.number("shop")).isEqualTo("415104041262");
  }

  @Test
  void saysWhyThereIsNone() {
    assertThatThrownBy(() -> projects.number("other"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("answered 403");
    assertThatThrownBy(() -> projects.number("odd")).isInstanceOf(UserException.class);
    ProjectNumbers emulator =
        new ProjectNumbers(ApiEndpoint.parse("http://127.0.0.1:1", "us-central1"));
    assertThatThrownBy(() -> emulator.number("shop"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("emulator");
  }
}
