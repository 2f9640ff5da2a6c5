package dev.visualsimilarity.emulator.service;

import com.google.cloud.aiplatform.v1.IndexEndpoint;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An index endpoint at one moment. Immutable.
 *
 * @param name its name
 * @param endpoint the description, without the deployed indexes
 * @param deployments in the order in which they were asked for
 */
record EndpointResource(ResourceName name, IndexEndpoint endpoint, List<Deployment> deployments) {

  EndpointResource {
    deployments = List.copyOf(deployments);
  }

  /** Whether its deployments answer in a network, not in public. */
  boolean isPrivate() {
    return !endpoint.getNetwork().isEmpty()
        || endpoint.getPrivateServiceConnectConfig().getEnablePrivateServiceConnect();
  }

  Optional<Deployment> find(String deployedIndexId) {
    return deployments.stream().filter(d -> d.id().equals(deployedIndexId)).findFirst();
  }

  EndpointResource withEndpoint(IndexEndpoint newEndpoint) {
    return new EndpointResource(name, newEndpoint, deployments);
  }

  EndpointResource plus(Deployment deployment) {
    return new EndpointResource(
        name, endpoint, Stream.concat(deployments.stream(), Stream.of(deployment)).toList());
  }

  /** With another deployment in the place of the one with the same id. */
  EndpointResource replacing(Deployment deployment) {
    return new EndpointResource(
        name,
        endpoint,
        deployments.stream().map(d -> d.id().equals(deployment.id()) ? deployment : d).toList());
  }

  EndpointResource minus(String deployedIndexId) {
    return new EndpointResource(
        name, endpoint, deployments.stream().filter(d -> !d.id().equals(deployedIndexId)).toList());
  }
}
