package dev.visualsimilarity.uploadmodel;

import com.google.cloud.aiplatform.v1.DedicatedResources;
import com.google.cloud.aiplatform.v1.DeployedModel;
import com.google.cloud.aiplatform.v1.MachineSpec;
import com.google.cloud.aiplatform.v1.Model;
import dev.visualsimilarity.error.UserException;
import java.util.Optional;

/**
 * How the model is to be deployed.
 *
 * @param endpoint resource name of the endpoint to deploy to; empty: one is created
 * @param endpointName display name of an endpoint that is created
 * @param dedicated whether an endpoint that is created has a domain of its own
 * @param machineType of each replica
 * @param min fewest replicas
 * @param max most replicas
 * @param serviceAccount that the container runs as; empty: that of Vertex AI
 */
record DeploymentRequest(
    Optional<String> endpoint,
    String endpointName,
    boolean dedicated,
    String machineType,
    int min,
    int max,
    String serviceAccount) {

  private static final int MOST = 1000;
  private static final int MAX_NAME = 128;

  /**
   * Checks what can be checked without the service.
   *
   * @throws UserException saying what is not allowed
   */
  DeploymentRequest {
    if (min < 1 || max < min || max > MOST) {
      throw UserException.badParameter(
          "--min-replica-count %d and --max-replica-count %d are not allowed; give 1 <= min <= max <= %d"
              .formatted(min, max, MOST));
    }
    if (!machineType.matches("[a-z0-9]+(-[a-z0-9]+)+")) {
      throw UserException.badParameter(
          "--machine-type is no machine type: '%s'; give one such as e2-standard-2"
              .formatted(machineType));
    }
    if (endpointName.codePointCount(0, endpointName.length()) > MAX_NAME) {
      throw UserException.badParameter(
          "--endpoint-display-name has more than %d characters: '%s'"
              .formatted(MAX_NAME, endpointName));
    }
  }

  /** The deployment of a version of a model, as the service takes it. */
  DeployedModel of(Model version) {
    return DeployedModel.newBuilder()
        .setModel(version.getName() + "@" + version.getVersionId())
        .setDisplayName(version.getDisplayName())
        .setServiceAccount(serviceAccount)
        .setDedicatedResources(
            DedicatedResources.newBuilder()
                .setMachineSpec(MachineSpec.newBuilder().setMachineType(machineType))
                .setMinReplicaCount(min)
                .setMaxReplicaCount(max))
        .build();
  }

  /** What it costs, in a line: no table of prices for predictions is at hand. */
  String cost() {
    return "%s %s of %s, billed for every hour that they are there, asked or not; prices are at https://cloud.google.com/vertex-ai/pricing#prediction-prices"
        .formatted(
            min == max ? Integer.toString(min) : min + " to " + max,
            max == 1 ? "replica" : "replicas",
            machineType);
  }
}
