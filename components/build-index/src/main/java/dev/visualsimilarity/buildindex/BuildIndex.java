package dev.visualsimilarity.buildindex;

import com.google.cloud.aiplatform.v1.EncryptionSpec;
import com.google.cloud.aiplatform.v1.LocationName;
import dev.visualsimilarity.command.Commands;
import dev.visualsimilarity.command.OutputOptions;
import dev.visualsimilarity.command.Outputs;
import dev.visualsimilarity.command.Step;
import dev.visualsimilarity.command.Version;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageUri;
import dev.visualsimilarity.vertexai.ApiCalls;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import dev.visualsimilarity.vertexai.EncryptionKeys;
import dev.visualsimilarity.vertexai.Labels;
import dev.visualsimilarity.vertexai.ResourceNames;
import dev.visualsimilarity.vertexai.VertexClients;
import dev.visualsimilarity.vertexai.VertexOptions;
import dev.visualsimilarity.vertexai.attempt.Attempt;
import dev.visualsimilarity.vertexai.attempt.RunOptions;
import dev.visualsimilarity.vertexai.deployment.DeploymentCheck;
import dev.visualsimilarity.vertexai.deployment.ReadBack;
import dev.visualsimilarity.vertexai.operation.LostAnswers;
import dev.visualsimilarity.vertexai.operation.StepOperations;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command of the component build-index. */
@Command(
    name = "build-index",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Builds an index of Vertex AI Vector Search from index data, or updates one.")
public final class BuildIndex implements Callable<Integer> {

  private static final int MAX_DISPLAY_NAME = 128;

  /** Statistics follow an index after a while. */
  private static final Duration STATISTICS_DELAY = Duration.ofMinutes(3);

  @Mixin VertexOptions vertex = new VertexOptions();
  @Mixin IndexOptions index = new IndexOptions();
  @Mixin RunOptions run = new RunOptions();
  @Mixin OutputOptions output = new OutputOptions();

  @Option(
      names = "--embeddings-uri",
      required = true,
      paramLabel = "URI",
      description = "directory of index data; nothing but data files and delete/ may be in it")
  String embeddingsUri;

  @Option(names = "--display-name", description = "name of the index in the console")
  String displayName = "";

  @Option(names = "--description", description = "description of the index")
  String description = "";

  @Option(names = "--labels", paramLabel = "JSON", description = "labels of the index")
  String labels = "";

  @Option(
      names = "--encryption-spec-key-name",
      paramLabel = "KEY",
      description =
          "customer-managed key of a new index: projects/P/locations/L/keyRings/R/cryptoKeys/K; empty: Google's")
  String encryptionSpecKeyName = "";

  @Option(names = "--dimensions", description = "length of an embedding; 0: as in the data")
  int dimensions;

  @Option(
      names = "--index",
      paramLabel = "NAME",
      description = "resource name of an index to update; empty: create one")
  String existing = "";

  @Option(
      names = "--is-complete-overwrite",
      arity = "1",
      paramLabel = "true|false",
      description = "with --index: replace all its content")
  boolean completeOverwrite;

  private final Map<String, String> environment;
  private final Duration statisticsDelay;
  private final Duration look;

  BuildIndex(Map<String, String> environment) {
    this(environment, STATISTICS_DELAY, LostAnswers.LOOK);
  }

  /**
   * @param statisticsDelay how long statistics may follow an index
   * @param look how long what was begun is looked for where the answer was lost
   */
  BuildIndex(Map<String, String> environment, Duration statisticsDelay, Duration look) {
    this.environment = environment;
    this.statisticsDelay = statisticsDelay;
    this.look = look;
  }

  /** Runs the component. */
  public static void main(String[] args) {
    System.exit(Commands.execute(new BuildIndex(System.getenv()), args));
  }

  @Override
  public Integer call() throws Exception {
    return Step.run(output, this::run);
  }

  private void run(Storage storage, Outputs outputs) throws IOException {
    ApiEndpoint endpoint = vertex.endpoint(environment);
    Duration timeout = vertex.timeout();
    BuildRequest asked = request(vertex.parent(environment), endpoint);
    if (!endpoint.plaintext()) {
      new BucketCheck(storage).run(asked.directory(), asked.parent().getLocation());
    }
    Attempt attempt =
        Attempt.open(
            storage,
            Clock.systemUTC(),
            run.task(),
            asked.digest(),
            outputs.note(),
            Attempt.beside(asked.directory(), "build-index"));
    BuildRequest request = asked.with(attempt.labels());
    ApiCalls calls = new ApiCalls(endpoint);
    try (VertexClients clients = new VertexClients(endpoint);
        StepOperations operations =
            StepOperations.open(
                "build-index",
                outputs,
                clients.indexes().getOperationsClient(),
                calls,
                timeout,
                attempt)) {
      var indexes = new IndexResources(clients.indexes(), calls);
      var building =
          new IndexOperations(
              indexes,
              operations,
              attempt,
              look,
              stats -> outputs.artifactText(BuildStep.SERVICE_VALIDATION, stats.toJsonLines()));
      new BuildStep(
              storage, indexes, building, deployments(clients, calls, timeout), statisticsDelay)
          .run(request, endpoint, outputs);
      operations.publish();
    }
  }

  private static DeploymentCheck deployments(
      VertexClients clients, ApiCalls calls, Duration timeout) {
    var endpoints = clients.indexEndpoints();
    return new DeploymentCheck(
        name -> calls.call("read index endpoint " + name, () -> endpoints.getIndexEndpoint(name)),
        new ReadBack(clients, calls),
        timeout);
  }

  private BuildRequest request(LocationName parent, ApiEndpoint endpoint) {
    StorageUri directory = run.directory(embeddingsUri);
    if (directory.isLocal() && !endpoint.plaintext()) {
      throw UserException.badParameter(
          "--embeddings-uri is on this machine: %s; Vertex AI reads gs://bucket/directory, an emulator (--api-endpoint http://HOST:PORT) reads both"
              .formatted(directory));
    }
    if (directory.name().isEmpty()) {
      throw UserException.badParameter(
          "--embeddings-uri is a root, %s, beside which the step cannot keep its notes; use a directory of it, such as gs://bucket/index-data"
              .formatted(directory));
    }
    if (dimensions < 0) {
      throw UserException.badParameter(
          "--dimensions must be greater than 0, or 0 for what the data has, not " + dimensions);
    }
    Optional<String> name =
        Optional.of(existing.strip())
            .filter(text -> !text.isEmpty())
            .map(text -> ResourceNames.index(text, "--index", parent));
    if (name.isEmpty()
        && (displayName.isBlank()
            || displayName.codePointCount(0, displayName.length()) > MAX_DISPLAY_NAME)) {
      throw UserException.badParameter(
          "--display-name must have 1 to %d characters, not '%s'"
              .formatted(MAX_DISPLAY_NAME, displayName));
    }
    Optional<EncryptionSpec> key = EncryptionKeys.parse(encryptionSpecKeyName, parent);
    return new BuildRequest(
        parent,
        directory,
        dimensions,
        index.settings(),
        displayName.strip(),
        description.strip(),
        Labels.parse(labels, environment),
        key,
        index.given(
            key.map(EncryptionSpec::getKmsKeyName).orElse(""), Labels.parse(labels, Map.of())),
        name,
        completeOverwrite);
  }
}
