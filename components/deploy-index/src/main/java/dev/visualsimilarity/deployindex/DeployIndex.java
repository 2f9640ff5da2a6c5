package dev.visualsimilarity.deployindex;

import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import com.google.cloud.aiplatform.v1.LocationName;
import dev.visualsimilarity.command.Commands;
import dev.visualsimilarity.command.OutputOptions;
import dev.visualsimilarity.command.Outputs;
import dev.visualsimilarity.command.Step;
import dev.visualsimilarity.command.TextList;
import dev.visualsimilarity.command.Version;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageUri;
import dev.visualsimilarity.vertexai.ApiCalls;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import dev.visualsimilarity.vertexai.EncryptionKeys;
import dev.visualsimilarity.vertexai.Labels;
import dev.visualsimilarity.vertexai.ProjectNumbers;
import dev.visualsimilarity.vertexai.ResourceNames;
import dev.visualsimilarity.vertexai.VertexClients;
import dev.visualsimilarity.vertexai.VertexOptions;
import dev.visualsimilarity.vertexai.attempt.Attempt;
import dev.visualsimilarity.vertexai.attempt.RunOptions;
import dev.visualsimilarity.vertexai.cost.Prices;
import dev.visualsimilarity.vertexai.cost.ServingCost;
import dev.visualsimilarity.vertexai.deployment.DatapointSample;
import dev.visualsimilarity.vertexai.deployment.DeploymentCheck;
import dev.visualsimilarity.vertexai.deployment.Deployments;
import dev.visualsimilarity.vertexai.deployment.ReadBack;
import dev.visualsimilarity.vertexai.operation.LostAnswers;
import dev.visualsimilarity.vertexai.operation.StepOperations;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command of the component deploy-index. */
@Command(
    name = "deploy-index",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Deploys an index of Vertex AI Vector Search to an endpoint, which it may create.")
public final class DeployIndex implements Callable<Integer> {

  private static final int SAMPLE = 5;
  private static final int MAX_DRAIN_MINUTES = 24 * 60;

  @Mixin VertexOptions vertex = new VertexOptions();
  @Mixin RunOptions run = new RunOptions();
  @Mixin OutputOptions output = new OutputOptions();

  @Option(
      names = "--index",
      required = true,
      paramLabel = "NAME",
      description = "resource name of the index")
  String index;

  @Option(
      names = "--index-endpoint",
      paramLabel = "NAME",
      description =
          "resource name of the endpoint to deploy to; empty: that which has the deployed index id, or which a run that failed left, else a new one")
  String indexEndpoint = "";

  @Option(
      names = "--display-name",
      description = "of the deployment and of a created endpoint; empty: the deployed index id")
  String displayName = "";

  @Option(
      names = "--deployed-index-id",
      required = true,
      paramLabel = "ID",
      description =
          "unique in the project: letters, digits and _, beginning with a letter; an index that replaces another gets ID_ and 8 digits, see the output deployed_index_id")
  String deployedIndexId;

  @Option(
      names = "--network",
      paramLabel = "NETWORK",
      description =
          "peered with a created private endpoint: projects/NUMBER/global/networks/NAME, or the NAME of one of the project; a project's id is looked up")
  String network = "";

  @Option(
      names = "--public-endpoint-enabled",
      arity = "1",
      paramLabel = "true|false",
      description = "whether a created endpoint is public (default: ${DEFAULT-VALUE})")
  boolean publicEndpointEnabled = true;

  @Option(
      names = "--private-service-connect-projects",
      paramLabel = "PROJECT,...",
      converter = TextList.Converter.class,
      description = "projects that may connect to a created endpoint by Private Service Connect")
  TextList connectProjects = new TextList(List.of());

  @Option(
      names = "--machine-type",
      description = "of dedicated resources, such as e2-standard-2; empty: automatic resources")
  String machineType = "";

  @Option(
      names = "--min-replica-count",
      description =
          "fewest replicas, each billed by the hour; 0: as many as there are (default), 1 of a new deployment")
  int minReplicaCount;

  @Option(
      names = "--max-replica-count",
      description =
          "most replicas; 0: as many as there are (default), the fewest of a new deployment")
  int maxReplicaCount;

  @Option(
      names = "--labels",
      paramLabel = "JSON",
      description = "labels of a created endpoint, such as {\"team\": \"search\"}")
  String labels = "";

  @Option(
      names = "--encryption-spec-key-name",
      paramLabel = "KEY",
      description =
          "customer-managed key of a created endpoint: projects/P/locations/L/keyRings/R/cryptoKeys/K; empty: Google's")
  String encryptionSpecKeyName = "";

  @Option(
      names = "--embeddings-uri",
      paramLabel = "URI",
      description =
          "index data that the index was built from: five datapoints of it are read back; empty: none")
  String embeddingsUri = "";

  @Option(
      names = "--drain-minutes",
      paramLabel = "MINUTES",
      description =
          "how long a deployment is kept after another index has replaced it (default: ${DEFAULT-VALUE})")
  double drainMinutes = 1;

  private final Map<String, String> environment;
  private final Duration look;

  DeployIndex(Map<String, String> environment) {
    this(environment, LostAnswers.LOOK);
  }

  /**
   * @param look how long what was begun is looked for where the answer was lost
   */
  DeployIndex(Map<String, String> environment, Duration look) {
    this.environment = environment;
    this.look = look;
  }

  /** Runs the component. */
  public static void main(String[] args) {
    System.exit(Commands.execute(new DeployIndex(System.getenv()), args));
  }

  @Override
  public Integer call() throws Exception {
    return Step.run(output, this::run);
  }

  private void run(Storage storage, Outputs outputs) throws IOException {
    ApiEndpoint api = vertex.endpoint(environment);
    Duration timeout = vertex.timeout();
    DeployRequest asked = request(vertex.parent(environment));
    Attempt attempt =
        Attempt.open(
            storage, Clock.systemUTC(), run.task(), asked.digest(), outputs.note(), notes(outputs));
    DeployRequest request = asked.with(CreatedEndpoint.labels(asked, attempt));
    Map<String, float[]> sample = sample(storage);
    ApiCalls calls = new ApiCalls(api);
    try (VertexClients clients = new VertexClients(api);
        StepOperations operations =
            StepOperations.open(
                "deploy-index",
                outputs,
                clients.indexEndpoints().getOperationsClient(),
                calls,
                timeout,
                attempt)) {
      var indexes = clients.indexes();
      Index existing =
          calls.call("read index " + request.index(), () -> indexes.getIndex(request.index()));
      var answers = new LostAnswers(operations, attempt, look);
      var endpoints = new EndpointResources(clients.indexEndpoints(), calls, operations, answers);
      var pending = new PendingOperations(operations, endpoints);
      var check = new DeploymentCheck(endpoints::get, new ReadBack(clients, calls), timeout);
      DeployRequest resolved =
          new NetworkNumber(new ProjectNumbers(api)).resolved(request, existing.getName());
      Deployed deployed = new DeployStep(endpoints, pending, check).run(resolved, existing, sample);
      operations.publish();
      CreatedEndpoint.notApplied(resolved, Labels.parse(labels, Map.of()), deployed.endpoint())
          .warn(deployed.endpoint().getName());
      write(outputs, api, deployed, existing);
    }
  }

  /**
   * What is deployed is found by its id, and an endpoint by its label, but what is only just begun
   * by a note alone: beside the index data it is there in a new pod too.
   */
  private StorageUri notes(Outputs outputs) {
    Optional<StorageUri> data =
        Optional.of(embeddingsUri)
            .filter(text -> !text.isBlank())
            .map(run::directory)
            .filter(directory -> !directory.name().isEmpty());
    return data.map(directory -> Attempt.beside(directory, "deploy-index"))
        .orElseGet(() -> outputs.note().parent());
  }

  private Map<String, float[]> sample(Storage storage) throws IOException {
    if (embeddingsUri.isBlank()) {
      return Map.of();
    }
    StorageUri directory = run.directory(embeddingsUri);
    Map<String, float[]> sample =
        new DatapointSample(storage, RandomGenerator.getDefault()).of(directory, SAMPLE);
    if (sample.isEmpty()) {
      throw UserException.badParameter(
          "--embeddings-uri has no index data: %s; give the directory that the index was built from, or nothing"
              .formatted(directory));
    }
    return sample;
  }

  private DeployRequest request(LocationName parent) {
    return new DeployRequest(
        parent,
        ResourceNames.index(index.strip(), "--index", parent),
        Optional.of(indexEndpoint.strip())
            .filter(name -> !name.isEmpty())
            .map(name -> ResourceNames.indexEndpoint(name, "--index-endpoint", parent)),
        deployedIndexId.strip(),
        displayName.strip(),
        new EndpointKind(
            publicEndpointEnabled,
            Optional.of(network.strip())
                .filter(name -> !name.isEmpty())
                .map(name -> NetworkName.parse(name, parent.getProject())),
            connectProjects.values()),
        Replicas.of(machineType, minReplicaCount, maxReplicaCount),
        Labels.parse(labels, environment),
        EncryptionKeys.parse(encryptionSpecKeyName, parent),
        drain());
  }

  private Duration drain() {
    if (!(drainMinutes >= 0 && drainMinutes <= MAX_DRAIN_MINUTES)) {
      throw UserException.badParameter(
          "--drain-minutes must lie between 0 and %d, not %s"
              .formatted(MAX_DRAIN_MINUTES, drainMinutes));
    }
    return Duration.ofMillis(Math.round(drainMinutes * Duration.ofMinutes(1).toMillis()));
  }

  private static void write(Outputs outputs, ApiEndpoint api, Deployed deployed, Index index) {
    IndexEndpoint endpoint = deployed.endpoint();
    String id = deployed.index().getId();
    String address = Deployments.matchAddress(endpoint, id);
    outputs.parameter("index_endpoint", endpoint.getName());
    outputs.parameter("deployed_index_id", id);
    outputs.parameter("match_address", address);
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("resourceName", endpoint.getName());
    metadata.put("deployedIndexId", id);
    metadata.put("matchAddress", address);
    metadata.putAll(ServingCost.of(Prices.load(), deployed.index(), index).metadata());
    String attachment = deployed.index().getPrivateEndpoints().getServiceAttachment();
    if (!attachment.isEmpty()) {
      metadata.put("serviceAttachment", attachment);
    }
    outputs.artifact("index_endpoint_artifact", api.resourceUri(endpoint.getName()), metadata);
  }
}
