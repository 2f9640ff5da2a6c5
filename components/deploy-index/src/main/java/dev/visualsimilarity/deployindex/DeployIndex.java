package dev.visualsimilarity.deployindex;

import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import com.google.cloud.aiplatform.v1.LocationName;
import dev.visualsimilarity.command.Commands;
import dev.visualsimilarity.command.OutputOptions;
import dev.visualsimilarity.command.Outputs;
import dev.visualsimilarity.command.Step;
import dev.visualsimilarity.command.Version;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.vertexai.ApiCalls;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import dev.visualsimilarity.vertexai.Labels;
import dev.visualsimilarity.vertexai.ResourceNames;
import dev.visualsimilarity.vertexai.VertexClients;
import dev.visualsimilarity.vertexai.VertexOptions;
import dev.visualsimilarity.vertexai.operation.GcpResources;
import dev.visualsimilarity.vertexai.operation.OperationWaiter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
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

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Mixin VertexOptions vertex = new VertexOptions();
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
          "resource name of the endpoint to deploy to; empty: create one, unless a run that failed left one")
  String indexEndpoint = "";

  @Option(
      names = "--display-name",
      description = "of the deployment and of a created endpoint; empty: the deployed index id")
  String displayName = "";

  @Option(
      names = "--deployed-index-id",
      required = true,
      paramLabel = "ID",
      description = "unique in the project: letters, digits and _, beginning with a letter")
  String deployedIndexId;

  @Option(
      names = "--network",
      paramLabel = "NETWORK",
      description = "of a created private endpoint: projects/NUMBER/global/networks/NAME")
  String network = "";

  @Option(
      names = "--public-endpoint-enabled",
      arity = "1",
      paramLabel = "true|false",
      description = "whether a created endpoint is public (default: ${DEFAULT-VALUE})")
  boolean publicEndpointEnabled = true;

  @Option(
      names = "--machine-type",
      description = "of dedicated resources, such as e2-standard-2; empty: automatic resources")
  String machineType = "";

  @Option(
      names = "--min-replica-count",
      description = "fewest replicas, each billed by the hour (default: 1)")
  int minReplicaCount;

  @Option(names = "--max-replica-count", description = "most replicas (default: the fewest)")
  int maxReplicaCount;

  @Option(
      names = "--labels",
      paramLabel = "JSON",
      description = "labels of a created endpoint, such as {\"team\": \"search\"}")
  String labels = "";

  private final Map<String, String> environment;

  DeployIndex(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Runs the component. */
  public static void main(String[] args) {
    System.exit(Commands.execute(new DeployIndex(System.getenv()), args));
  }

  @Override
  public Integer call() throws Exception {
    return Step.run(output, this::run);
  }

  private void run(Storage storage, Outputs outputs) {
    ApiEndpoint api = vertex.endpoint(environment);
    DeployRequest request = request(vertex.parent(environment));
    Duration timeout = vertex.timeout();
    try (VertexClients clients = new VertexClients(api)) {
      ApiCalls calls = new ApiCalls(api);
      var client = clients.indexEndpoints();
      var waiter = new OperationWaiter(client.getOperationsClient(), calls, timeout, PATIENCE);
      var resources = new GcpResources(outputs, api);
      resources.write();
      var indexes = clients.indexes();
      Index existing =
          calls.call("read index " + request.index(), () -> indexes.getIndex(request.index()));
      IndexEndpoint endpoint =
          new DeployStep(new EndpointResources(client, calls, waiter, resources))
              .run(request, existing);
      write(outputs, api, request, endpoint);
    }
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
        network.strip(),
        publicEndpointEnabled,
        Replicas.of(machineType, minReplicaCount, maxReplicaCount),
        Labels.parse(labels, environment));
  }

  private static void write(
      Outputs outputs, ApiEndpoint api, DeployRequest request, IndexEndpoint endpoint) {
    String address = Deployments.matchAddress(endpoint, request.deployedIndexId());
    outputs.parameter("index_endpoint", endpoint.getName());
    outputs.parameter("deployed_index_id", request.deployedIndexId());
    outputs.parameter("match_address", address);
    outputs.artifact(
        "index_endpoint_artifact",
        api.resourceUri(endpoint.getName()),
        Map.of(
            "resourceName", endpoint.getName(),
            "deployedIndexId", request.deployedIndexId(),
            "matchAddress", address));
  }
}
