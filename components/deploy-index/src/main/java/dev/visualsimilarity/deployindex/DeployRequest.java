package dev.visualsimilarity.deployindex;

import com.google.cloud.aiplatform.v1.EncryptionSpec;
import com.google.cloud.aiplatform.v1.LocationName;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.vertexai.Labels;
import dev.visualsimilarity.vertexai.attempt.Digest;
import dev.visualsimilarity.vertexai.deployment.DeployedIds;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is to be deployed.
 *
 * @param parent project and location
 * @param index resource name of the index
 * @param existingEndpoint resource name of the endpoint to deploy to; empty: one is created
 * @param deployedIndexId of the deployment
 * @param displayName of the deployment, and of an endpoint that is created
 * @param kind how an endpoint that is created is reached
 * @param replicas the machines
 * @param labels of an endpoint that is created
 * @param encryption of an endpoint that is created
 * @param drain how long a deployment is kept after another index has replaced it
 */
record DeployRequest(
    LocationName parent,
    String index,
    Optional<String> existingEndpoint,
    String deployedIndexId,
    String displayName,
    EndpointKind kind,
    Replicas replicas,
    Map<String, String> labels,
    Optional<EncryptionSpec> encryption,
    Duration drain) {

  private static final Pattern DEPLOYED_INDEX_ID = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,127}");
  private static final int MAX_DISPLAY_NAME = 128;

  /**
   * Checks what can be checked without the service.
   *
   * @throws UserException saying what is not allowed
   */
  DeployRequest {
    labels = Map.copyOf(labels);
    if (!DEPLOYED_INDEX_ID.matcher(deployedIndexId).matches()) {
      throw UserException.badParameter(
          "--deployed-index-id is not valid: '%s'; use letters, digits and '_' (no '-'), begin with a letter, 128 at most, for example '%s'"
              .formatted(deployedIndexId, suggestion(deployedIndexId)));
    }
    if (displayName.codePointCount(0, displayName.length()) > MAX_DISPLAY_NAME) {
      throw UserException.badParameter(
          "--display-name has more than %d characters: '%s'"
              .formatted(MAX_DISPLAY_NAME, displayName));
    }
    if (existingEndpoint.isEmpty()) {
      kind.checkChosen();
    }
  }

  /** The same with a network whose project is given by its number. */
  DeployRequest with(EndpointKind resolved) {
    return new DeployRequest(
        parent,
        index,
        existingEndpoint,
        deployedIndexId,
        displayName,
        resolved,
        replicas,
        labels,
        encryption,
        drain);
  }

  /** The same, with the labels that the step itself puts on an endpoint too. */
  DeployRequest with(Map<String, String> own) {
    return new DeployRequest(
        parent,
        index,
        existingEndpoint,
        deployedIndexId,
        displayName,
        kind,
        replicas,
        Labels.over(own, labels),
        encryption,
        drain);
  }

  /** A digest of all that another attempt must ask for too in order to go on with this one. */
  String digest() {
    return Digest.of(
        "deploy-index",
        parent.toString(),
        index,
        existingEndpoint.orElse(""),
        deployedIndexId,
        replicas.toString());
  }

  /** The ids that the deployment has over time. */
  DeployedIds ids() {
    return new DeployedIds(deployedIndexId);
  }

  /** The display name, or what stands for it. */
  String shownName() {
    return displayName.isEmpty() ? deployedIndexId : displayName;
  }

  private static String suggestion(String text) {
    String clean = text.replaceAll("[^A-Za-z0-9_]", "_");
    String begun = clean.matches("[A-Za-z].*") ? clean : "d_" + clean;
    return begun.substring(0, Math.min(begun.length(), 128));
  }
}
