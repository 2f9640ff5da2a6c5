package dev.visualsimilarity.modelserver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.visualsimilarity.embedding.Embedder;
import dev.visualsimilarity.error.UserException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server: GET of the health route answers 200 when predictions can be asked for and 503
 * before and after; POST of the predict route answers predictions. Other answers are {@code
 * {"error":"..."}}: 400 a request that is not as it must be, 404, 405, 413 one that is too large,
 * 500 a model that fails, 503 too many requests at a time, or not yet, or no longer. Where Java
 * itself fails it does so for good, and says so to whoever can start it again.
 */
final class PredictionServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PredictionServer.class);

  /** Beside those that predict, and those that hear out who is turned away: for health checks. */
  private static final int OTHER_THREADS = 4;

  static {
    // Else each answer waits 40 ms for the acknowledgement of its header.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    // Seconds for a client to send its request.
    System.setProperty("sun.net.httpserver.maxReqTime", "60");
  }

  private final Binding binding;
  private final Admission admission;
  private final RequestBody bodies;
  private final Predictions predictions;
  private final HttpServer server;
  private final Runnable failed;
  private final ExecutorService threads;
  // Fair, so that requests that go on coming do not keep the server from stopping.
  private final Semaphore unanswered = new Semaphore(Integer.MAX_VALUE, true);
  private volatile Optional<Embedder> model = Optional.empty();
  private volatile boolean draining;

  private PredictionServer(
      Binding binding,
      Admission admission,
      RequestBody bodies,
      HttpServer server,
      Runnable failed) {
    this.binding = binding;
    this.admission = admission;
    this.bodies = bodies;
    this.predictions = new Predictions(admission, bodies);
    this.server = server;
    this.failed = failed;
    this.threads =
        Executors.newFixedThreadPool(
            admission.most() + RequestBody.DISCARDED_AT_A_TIME + OTHER_THREADS);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
  }

  /**
   * Begins to listen; until a model is given, it is not healthy.
   *
   * @param admission bounds what is computed at a time
   * @param maxRequestBytes a larger body is refused
   * @param failed is run where Java itself has failed, once who asked has been told
   * @throws UserException if the address is taken or not this machine's
   */
  static PredictionServer start(
      Binding binding, Admission admission, int maxRequestBytes, Runnable failed) {
    try {
      HttpServer http = HttpServer.create(new InetSocketAddress(binding.host(), binding.port()), 0);
      RequestBody bodies = new RequestBody(maxRequestBytes);
      PredictionServer server = new PredictionServer(binding, admission, bodies, http, failed);
      http.start();
      return server;
    } catch (IOException e) {
      throw UserException.failed(
          "cannot listen on %s:%d: %s; choose another --port or --host"
              .formatted(binding.host(), binding.port(), e.getMessage()),
          e);
    }
  }

  /** The port that it listens on. */
  int port() {
    return server.getAddress().getPort();
  }

  /** From now on it predicts, and is healthy. */
  void serve(Embedder embedder) {
    model = Optional.of(embedder);
  }

  /** Takes no new predictions and lets those that are there end, for some time; then stops. */
  void drain(Duration limit) throws InterruptedException {
    draining = true;
    long end = System.nanoTime() + limit.toNanos();
    // What is computed is to be sent, too.
    if (!admission.drain(limit)
        || !unanswered.tryAcquire(
            Integer.MAX_VALUE, end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
      LOG.warn("stopped after {} s with predictions under way", limit.toSeconds());
    }
    close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
  }

  private void handle(HttpExchange exchange) throws IOException {
    unanswered.acquireUninterruptibly();
    try {
      answer(exchange);
    } finally {
      unanswered.release();
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    long start = System.nanoTime();
    boolean last = false;
    try (exchange) {
      Reply reply = reply(exchange);
      last = reply.last();
      bodies.discard(exchange);
      reply.send(exchange);
      LOG.debug(
          "{} {} {} {} ms",
          exchange.getRequestMethod(),
          exchange.getRequestURI(),
          reply.status(),
          Duration.ofNanos(System.nanoTime() - start).toMillis());
    } catch (Error e) {
      // There may be no memory for the answer either.
      last = true;
      throw e;
    } finally {
      if (last) {
        failed.run();
      }
    }
  }

  private Reply reply(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String method = exchange.getRequestMethod();
    if (path.equals(binding.healthRoute())) {
      return method.equals("GET") || method.equals("HEAD") ? health() : only(exchange, "GET");
    }
    if (path.equals(binding.predictRoute())) {
      return method.equals("POST") ? prediction(exchange) : only(exchange, "POST");
    }
    return Reply.error(
        HttpURLConnection.HTTP_NOT_FOUND,
        "nothing is at %s; predictions are at %s, health at %s"
            .formatted(path, binding.predictRoute(), binding.healthRoute()));
  }

  private Reply health() {
    return unavailable().orElseGet(() -> Reply.ok("{\"status\":\"ready\"}"));
  }

  private Optional<Reply> unavailable() {
    if (draining) {
      return unavailable("the server is stopping");
    }
    if (predictions.isBroken()) {
      return unavailable("the server has failed and ends; its log says why");
    }
    return model.isPresent() ? Optional.empty() : unavailable("the model is being loaded");
  }

  private static Optional<Reply> unavailable(String reason) {
    return Optional.of(Reply.error(HttpURLConnection.HTTP_UNAVAILABLE, reason));
  }

  private static Reply only(HttpExchange exchange, String method) {
    exchange.getResponseHeaders().set("Allow", method);
    return Reply.error(
        HttpURLConnection.HTTP_BAD_METHOD,
        "%s is not allowed here; use %s".formatted(exchange.getRequestMethod(), method));
  }

  private Reply prediction(HttpExchange exchange) throws IOException {
    Optional<Reply> unavailable = unavailable();
    return unavailable.isPresent() ? unavailable.get() : predictions.of(exchange, model.get());
  }
}
