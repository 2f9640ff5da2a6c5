package dev.visualsimilarity.modelserver;

import dev.visualsimilarity.command.Commands;
import dev.visualsimilarity.command.Version;
import dev.visualsimilarity.embedding.EmbeddingSettings;
import dev.visualsimilarity.embedding.ImageEmbedder;
import dev.visualsimilarity.embedding.TensorOptions;
import dev.visualsimilarity.error.ExitCode;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.extractfeatures.VectorOptions;
import dev.visualsimilarity.savedmodel.ModelOptions;
import dev.visualsimilarity.savedmodel.ModelSpec;
import dev.visualsimilarity.savedmodel.ModelStore;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.Storages;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The program of the image model-server. */
@Command(
    name = "model-server",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Embeds images for whoever asks by HTTP, as a custom container of Vertex AI does:",
      "POST {\"instances\": [{\"image_bytes\": {\"b64\": \"...\"}}]} to the predict route gives"
          + " {\"predictions\": [{\"embedding\": [...]}]}."
    })
public final class ModelServer implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(ModelServer.class);

  /** In a container of Vertex AI, the variable with the directory of the model. */
  private static final String MODEL_VARIABLE = "AIP_STORAGE_URI";

  private static final int MEBIBYTE = 1 << 20;
  private static final int MOST_MEBIBYTES = 1024;

  /**
   * The part of Java's memory that the bodies of requests may take: a body is read in two copies.
   */
  private static final int BODIES = 8;

  @Mixin ModelOptions model = new ModelOptions();
  @Mixin VectorOptions vectors = new VectorOptions();
  @Mixin TensorOptions tensors = new TensorOptions();

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description =
          "address to listen on (default: 127.0.0.1; all addresses if "
              + Binding.PORT_VARIABLE
              + " is set, as in a container of Vertex AI)")
  String host = "";

  @Option(
      names = "--port",
      description =
          "port to listen on, 0 = any that is free (default: $"
              + Binding.PORT_VARIABLE
              + ", else 8080)")
  String port = "";

  @Option(
      names = "--health-route",
      paramLabel = "PATH",
      description =
          "path of health checks (default: $" + Binding.HEALTH_VARIABLE + ", else /health)")
  String healthRoute = "";

  @Option(
      names = "--predict-route",
      paramLabel = "PATH",
      description =
          "path of predictions (default: $" + Binding.PREDICT_VARIABLE + ", else /predict)")
  String predictRoute = "";

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      description = "requests that are computed at a time; 0: one a core")
  int concurrency;

  @Option(
      names = "--max-waiting",
      paramLabel = "N",
      description =
          "requests that may wait besides, with an eighth of Java's memory for all bodies, where one without a length counts as the largest; others get 503 (default: ${DEFAULT-VALUE})")
  int maxWaiting = 100;

  @Option(
      names = "--max-request-mib",
      paramLabel = "MIB",
      description =
          "a larger request gets 413 (default: ${DEFAULT-VALUE}; Vertex AI passes on 1.5 MB from"
              + " shared public endpoints, 10 MB from others)")
  int maxRequestMib = 12;

  @Option(
      names = "--drain-seconds",
      paramLabel = "SECONDS",
      description =
          "how long requests that are under way may take after SIGTERM (default: ${DEFAULT-VALUE})")
  int drainSeconds = 20;

  @Option(
      names = "--stop-at-end-of-input",
      description = "stop when the standard input ends: with the program that started this one")
  boolean stopAtEndOfInput;

  private final Map<String, String> environment;

  ModelServer(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Runs the server until it is stopped. */
  public static void main(String[] args) {
    System.exit(Commands.execute(new ModelServer(System.getenv()), args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Binding binding = Binding.of(host, port, healthRoute, predictRoute, environment);
    check("--concurrency", concurrency, 0, Integer.MAX_VALUE);
    check("--max-waiting", maxWaiting, 0, Short.MAX_VALUE);
    check("--max-request-mib", maxRequestMib, 1, MOST_MEBIBYTES);
    check("--drain-seconds", drainSeconds, 0, Integer.MAX_VALUE);
    int cores = Runtime.getRuntime().availableProcessors();
    int computing = concurrency == 0 ? cores : concurrency;
    int requestBytes = maxRequestMib * MEBIBYTE;
    long bytes = Math.max(requestBytes, Runtime.getRuntime().maxMemory() / BODIES);
    Admission admission = new Admission(computing, maxWaiting, bytes);
    ModelSpec spec = model.spec(environment.getOrDefault(MODEL_VARIABLE, ""));
    PredictionServer server =
        PredictionServer.start(binding, admission, requestBytes, ModelServer::end);
    drainWhenStopped(server);
    server.serve(loaded(spec, computing));
    LOG.info(
        "predicting at http://{}:{}{}, health at {}",
        binding.host(),
        server.port(),
        binding.predictRoute(),
        binding.healthRoute());
    awaitEnd();
    return ExitCode.DONE;
  }

  /** A signal ends the wait by ending the Java machine. */
  private void awaitEnd() throws IOException, InterruptedException {
    if (stopAtEndOfInput) {
      System.in.transferTo(OutputStream.nullOutputStream());
    } else {
      new CountDownLatch(1).await();
    }
  }

  private ImageEmbedder loaded(ModelSpec spec, int callers) throws IOException {
    long start = System.nanoTime();
    try (Storage storage = Storages.create()) {
      ModelStore models = model.store(storage);
      EmbeddingSettings settings =
          new EmbeddingSettings(
              spec, vectors.precision(), vectors.rules(), tensors.decoding(models, spec));
      ImageEmbedder embedder = ImageEmbedder.load(models, settings, callers);
      WarmUp.run(embedder);
      LOG.info(
          "{} loaded and warm after {} ms",
          spec.uri(),
          Duration.ofNanos(System.nanoTime() - start).toMillis());
      return embedder;
    }
  }

  private void drainWhenStopped(PredictionServer server) {
    Thread hook =
        new Thread(
            () -> {
              try {
                server.drain(Duration.ofSeconds(drainSeconds));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "drain");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Ends the process, for whoever watches it to start another: requests that are under way would
   * hold a process that waits for them, and nothing is sure in it.
   */
  static void end() {
    Runtime.getRuntime().halt(ExitCode.FAILED);
  }

  private static void check(String flag, int value, int least, int most) {
    if (value < least || value > most) {
      throw UserException.badParameter(
          "%s is %d; allowed are %d to %d".formatted(flag, value, least, most));
    }
  }
}
