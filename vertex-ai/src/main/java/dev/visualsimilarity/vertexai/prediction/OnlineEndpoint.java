package dev.visualsimilarity.vertexai.prediction;

import com.google.cloud.aiplatform.v1.Endpoint;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.vertexai.ResourceNames;

/**
 * An endpoint of models, as far as it must be known in order to ask it.
 *
 * @param name its resource name
 * @param domain that answers it; empty: the API endpoint of its location
 * @param maxRequestBytes the size of a request, with its images in base64, that is passed on to the
 *     model ("Choose an endpoint type")
 */
public record OnlineEndpoint(String name, String domain, int maxRequestBytes) {

  private static final int MAX_SHARED = 1_500_000;
  private static final int MAX_DEDICATED = 10_000_000;

  /**
   * Reads its description.
   *
   * @throws UserException if it is not a public one, or nothing is deployed there
   */
  public static OnlineEndpoint of(Endpoint endpoint) {
    if (!endpoint.getNetwork().isEmpty()
        || endpoint.getPrivateServiceConnectConfig().getEnablePrivateServiceConnect()) {
      throw UserException.failed(
          "endpoint %s is private, and only public ones are asked; give a public one, or use the model itself"
              .formatted(endpoint.getName()));
    }
    if (endpoint.getDeployedModelsCount() == 0) {
      throw UserException.failed(
          "no model is deployed to endpoint %s; deploy one with upload-model --deploy true --endpoint %s"
              .formatted(endpoint.getName(), endpoint.getName()));
    }
    return endpoint.getDedicatedEndpointEnabled()
        ? new OnlineEndpoint(endpoint.getName(), endpoint.getDedicatedEndpointDns(), MAX_DEDICATED)
        : new OnlineEndpoint(endpoint.getName(), "", MAX_SHARED);
  }

  /** The last part of its name. */
  public String id() {
    return ResourceNames.id(name);
  }
}
