package dev.visualsimilarity.uploadmodel;

import com.google.cloud.aiplatform.v1.LocationName;
import dev.visualsimilarity.vertexai.ResourceNames;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The flags that say whether and how the model is deployed. A mixin. */
final class DeploymentOptions {

  @Option(
      names = "--deploy",
      arity = "1",
      paramLabel = "true|false",
      description = "deploy the model to an endpoint too (default: ${DEFAULT-VALUE})")
  boolean deploy;

  @Option(
      names = "--endpoint",
      paramLabel = "NAME",
      description = "resource name of the endpoint to deploy to; empty: a new one")
  String endpoint = "";

  @Option(
      names = "--endpoint-display-name",
      paramLabel = "NAME",
      description = "of an endpoint that is created; empty: the display name of the model")
  String endpointDisplayName = "";

  @Option(
      names = "--dedicated-endpoint-enabled",
      arity = "1",
      paramLabel = "true|false",
      description =
          "whether an endpoint that is created has a domain of its own, which passes on requests of"
              + " 10 MB rather than 1.5 MB (default: ${DEFAULT-VALUE})")
  boolean dedicatedEndpointEnabled = true;

  @Option(names = "--machine-type", description = "of each replica (default: ${DEFAULT-VALUE})")
  String machineType = "e2-standard-2";

  @Option(
      names = "--min-replica-count",
      description = "fewest replicas, each billed by the hour (default: 1)")
  int minReplicaCount;

  @Option(names = "--max-replica-count", description = "most replicas (default: the fewest)")
  int maxReplicaCount;

  @Option(
      names = "--service-account",
      paramLabel = "ACCOUNT",
      description = "that the container runs as; empty: that of Vertex AI")
  String serviceAccount = "";

  /**
   * The deployment that they describe; nothing if there shall be none.
   *
   * @param modelName display name of the model
   */
  Optional<DeploymentRequest> request(LocationName parent, String modelName) {
    if (!deploy) {
      return Optional.empty();
    }
    int min = minReplicaCount == 0 ? 1 : minReplicaCount;
    return Optional.of(
        new DeploymentRequest(
            Optional.of(endpoint.strip())
                .filter(name -> !name.isEmpty())
                .map(name -> ResourceNames.endpoint(name, "--endpoint", parent)),
            endpointDisplayName.isBlank() ? modelName : endpointDisplayName.strip(),
            dedicatedEndpointEnabled,
            machineType.strip(),
            min,
            maxReplicaCount == 0 ? min : maxReplicaCount,
            serviceAccount.strip()));
  }
}
