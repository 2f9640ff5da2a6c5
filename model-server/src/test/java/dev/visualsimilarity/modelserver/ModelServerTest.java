package dev.visualsimilarity.modelserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import dev.visualsimilarity.testing.process.JavaProgram;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server as a process of its own. */
class ModelServerTest {

  private static final Pattern ADDRESS = Pattern.compile("predicting at http://127.0.0.1:(\\d+)/");

  @TempDir Path folder;
  private JavaProgram program;

  @BeforeEach
  void prepare() {
    program = new JavaProgram(ModelServer.class.getName(), folder.resolve("log"));
  }

  @AfterEach
  void print() throws IOException {
    System.out.print(program.printed());
  }

  @Test
  void predictsUntilItIsToldToStop() throws Exception {
    Process server = program.start(List.of("--model-uri", model(), "--port", "0"));
    try {
      TestClient client = new TestClient(port(server));
      assertThat(client.get("/health").statusCode()).isEqualTo(200);
      JsonArray predictions = client.predict(SampleData.pictures(2));
      assertThat(predictions).hasSize(2);
      assertThat(TestClient.embedding(predictions.get(0).getAsJsonObject())).hasSizeGreaterThan(8);
      server.destroy();
      assertThat(program.await(server)).isEqualTo(143);
    } finally {
      server.destroyForcibly();
    }
  }

  @Test
  void endsWithItsInputWhereItIsToldTo() throws Exception {
    Process server =
        program.start(List.of("--model-uri", model(), "--port", "0", "--stop-at-end-of-input"));
    try {
      port(server);
      server.getOutputStream().close();
      assertThat(program.await(server)).isZero();
    } finally {
      server.destroyForcibly();
    }
  }

  @Test
  void endsAtOnceWhereJavaItselfHasFailed() throws Exception {
    program = new JavaProgram(BrokenServer.class.getName(), folder.resolve("log"));
    Process server = program.start(List.of());
    try {
      TestClient client = new TestClient(port(server));
      String body = TestClient.body(SampleData.pictures(1));
      assertThat(client.post("/predict", body).statusCode()).isEqualTo(500);
      assertThat(program.await(server)).isEqualTo(1);
    } finally {
      server.destroyForcibly();
    }
  }

  @Test
  void aModelThatIsNotThereIsALine() throws Exception {
    assertThat(program.run(List.of("--model-uri", folder.toString(), "--port", "0"))).isEqualTo(2);
    assertThat(program.printed()).contains("model-server: model " + folder + " has no saved_model");
    assertThat(program.run(List.of("--port", "0"))).isEqualTo(2);
    assertThat(program.printed()).contains("no model is named");
  }

  @Test
  void aPortThatIsTakenIsALine() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      String port = Integer.toString(taken.getLocalPort());
      assertThat(program.run(List.of("--model-uri", model(), "--port", port))).isEqualTo(1);
      assertThat(program.printed()).contains("cannot listen on 127.0.0.1:" + port);
    }
  }

  private int port(Process server) throws Exception {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (System.nanoTime() < end && server.isAlive()) {
      Matcher address = ADDRESS.matcher(program.printed());
      if (address.find()) {
        return Integer.parseInt(address.group(1));
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    throw new IllegalStateException("it does not predict: " + program.printed());
  }

  private static String model() {
    return SampleData.model().toString();
  }
}
