package dev.visualsimilarity.emulator.serving;

import com.google.cloud.aiplatform.v1.Model;
import com.google.cloud.aiplatform.v1.ModelContainerSpec;
import dev.visualsimilarity.emulator.service.ApiErrors;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program that serves a deployed model at a port of this machine, told by the variables of a
 * container of Vertex AI where and what.
 */
final class ModelContainer implements AutoCloseable {

  private static final Duration LOOK_EVERY = Duration.ofMillis(50);
  private static final Duration MAY_START = Duration.ofMinutes(10);
  private static final Duration MAY_PREDICT = Duration.ofSeconds(60);
  private static final Duration MAY_DRAIN = Duration.ofSeconds(25);

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final Process process;
  private final Path log;
  private final URI health;
  private final URI predict;

  private ModelContainer(Process process, Path log, URI health, URI predict) {
    this.process = process;
    this.log = log;
    this.health = health;
    this.predict = predict;
  }

  /**
   * Starts the program and waits until it is healthy.
   *
   * @param variables that Vertex AI sets beside those of the routes, the port and the model
   * @param log takes what it prints
   * @throws io.grpc.StatusRuntimeException if it ends before, with its last line
   */
  static ModelContainer start(
      ContainerPrograms programs, Model model, Map<String, String> variables, Path log)
      throws IOException, InterruptedException {
    ModelContainerSpec spec = model.getContainerSpec();
    ProcessBuilder program = programs.of(spec);
    int port = freePort();
    String healthRoute = routeOr(spec.getHealthRoute(), "/health");
    String predictRoute = routeOr(spec.getPredictRoute(), "/predict");
    Map<String, String> environment = program.environment();
    environment.putAll(variables);
    environment.put("AIP_MODE", "PREDICTION");
    environment.put("AIP_HTTP_PORT", Integer.toString(port));
    environment.put("AIP_HEALTH_ROUTE", healthRoute);
    environment.put("AIP_PREDICT_ROUTE", predictRoute);
    environment.put("AIP_STORAGE_URI", model.getArtifactUri());
    spec.getEnvList().forEach(one -> environment.put(one.getName(), one.getValue()));
    Process process =
        program
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    String server = "http://127.0.0.1:" + port;
    ModelContainer container =
        new ModelContainer(
            process, log, URI.create(server + healthRoute), URI.create(server + predictRoute));
    try {
      container.awaitHealth();
      return container;
    } catch (RuntimeException | IOException | InterruptedException e) {
      container.close();
      throw e;
    }
  }

  /** Asks for predictions; returns what is answered, whatever it is. */
  HttpResponse<byte[]> predict(byte[] body, String contentType)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(predict)
            .timeout(MAY_PREDICT)
            .header("Content-Type", contentType)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    return CLIENT.send(request, BodyHandlers.ofByteArray());
  }

  /** Stops the program: it may end what it is at, for a while. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(MAY_DRAIN.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void awaitHealth() throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (!isHealthy()) {
      if (!process.isAlive()) {
        throw ApiErrors.failedPrecondition(
            "the model server exited with code %d: %s; all that it printed is in %s",
            process.exitValue(), lastLine(), log);
      }
      if (System.nanoTime() - start > MAY_START.toNanos()) {
        throw ApiErrors.failedPrecondition(
            "the model server was not healthy after %d minutes: %s; all that it printed is in %s",
            MAY_START.toMinutes(), lastLine(), log);
      }
      Thread.sleep(LOOK_EVERY.toMillis());
    }
  }

  private boolean isHealthy() throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(10)).build();
    try {
      return CLIENT.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private String lastLine() throws IOException {
    List<String> lines = Files.readAllLines(log).stream().filter(line -> !line.isBlank()).toList();
    return lines.isEmpty() ? "it printed nothing" : lines.get(lines.size() - 1).strip();
  }

  private static String routeOr(String route, String byDefault) {
    return route.isEmpty() ? byDefault : route;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
