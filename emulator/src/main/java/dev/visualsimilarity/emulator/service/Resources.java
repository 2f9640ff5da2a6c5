package dev.visualsimilarity.emulator.service;

import com.google.cloud.aiplatform.v1.DeployedIndexRef;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** All indexes and index endpoints, and the rules between them. Thread-safe. */
final class Resources {
  private static final int MAX_DEPLOYMENTS = 20;

  private final TreeMap<String, IndexResource> indexes = new TreeMap<>();
  private final TreeMap<String, EndpointResource> endpoints = new TreeMap<>();

  synchronized void add(IndexResource index) {
    indexes.put(index.name().toString(), index);
  }

  synchronized IndexResource index(String name) {
    ResourceName.index(name);
    return Optional.ofNullable(indexes.get(name))
        .orElseThrow(() -> ApiErrors.notFound("index %s not found", name));
  }

  synchronized List<IndexResource> indexesIn(ResourceName location) {
    return indexes.values().stream().filter(index -> index.name().isIn(location)).toList();
  }

  /** Fails unless the index exists and is deployed nowhere, nor about to be. */
  synchronized void requireUndeployed(String indexName) {
    index(indexName);
    List<DeployedIndexRef> references = references(indexName, deployment -> true);
    if (!references.isEmpty()) {
      throw ApiErrors.failedPrecondition(
          "index %s is deployed as %s; undeploy it before you delete it",
          indexName,
          references.stream()
              .map(ref -> ref.getDeployedIndexId() + " on " + ref.getIndexEndpoint())
              .toList());
    }
  }

  synchronized void removeIndex(String name) {
    requireUndeployed(name);
    indexes.remove(name);
  }

  synchronized void add(EndpointResource endpoint) {
    endpoints.put(endpoint.name().toString(), endpoint);
  }

  synchronized EndpointResource endpoint(String name) {
    ResourceName.indexEndpoint(name);
    return Optional.ofNullable(endpoints.get(name))
        .orElseThrow(() -> ApiErrors.notFound("index endpoint %s not found", name));
  }

  synchronized List<EndpointResource> endpointsIn(ResourceName location) {
    return endpoints.values().stream().filter(e -> e.name().isIn(location)).toList();
  }

  /** Changes the description of an endpoint. */
  synchronized EndpointResource update(String name, UnaryOperator<IndexEndpoint> change) {
    EndpointResource endpoint = endpoint(name);
    return put(endpoint.withEndpoint(change.apply(endpoint.endpoint())));
  }

  /** Fails unless the endpoint exists and nothing is deployed to it, nor about to be. */
  synchronized void requireEmpty(String endpointName) {
    List<Deployment> deployments = endpoint(endpointName).deployments();
    if (!deployments.isEmpty()) {
      throw ApiErrors.failedPrecondition(
          "index endpoint %s has deployed indexes %s; undeploy them before you delete it",
          endpointName, deployments.stream().map(Deployment::id).toList());
    }
  }

  synchronized void removeEndpoint(String name) {
    requireEmpty(name);
    endpoints.remove(name);
  }

  /** Takes the id of a deployment that an operation has begun. */
  synchronized void reserve(String endpointName, Deployment deployment) {
    EndpointResource endpoint = endpoint(endpointName);
    index(deployment.index().name().toString());
    for (EndpointResource other : endpoints.values()) {
      if (other.name().project().equals(endpoint.name().project())
          && other.find(deployment.id()).isPresent()) {
        throw ApiErrors.alreadyExists(
            "deployed index id %s is taken in project %s, by %s; choose another or undeploy that one",
            deployment.id(), endpoint.name().project(), other.name());
      }
    }
    if (endpoint.deployments().size() >= MAX_DEPLOYMENTS) {
      throw ApiErrors.failedPrecondition(
          "index endpoint %s has %d deployed indexes, and cannot have more",
          endpointName, MAX_DEPLOYMENTS);
    }
    put(endpoint.plus(deployment));
  }

  /** Replaces a deployment, unless another operation has replaced or removed it in between. */
  synchronized void replace(String endpointName, Deployment current, Deployment next) {
    EndpointResource endpoint = endpoint(endpointName);
    if (endpoint.deployments().stream().noneMatch(current::equals)) {
      throw ApiErrors.aborted(
          "deployed index %s on index endpoint %s was changed by another operation",
          current.id(), endpointName);
    }
    put(endpoint.replacing(next));
  }

  /** Removes a deployment, ready or not. */
  synchronized void removeDeployment(String endpointName, String deployedIndexId) {
    EndpointResource endpoint = endpoint(endpointName);
    put(endpoint.minus(deployedIndexId));
  }

  /** A deployment that answers. */
  synchronized Deployment deployment(String endpointName, String deployedIndexId) {
    return endpoint(endpointName)
        .find(deployedIndexId)
        .filter(Deployment::ready)
        .orElseThrow(
            () ->
                ApiErrors.notFound(
                    "deployed index %s not found on index endpoint %s",
                    deployedIndexId, endpointName));
  }

  /** A deployment of a private endpoint that answers; its id says all that a client may say. */
  synchronized Deployment privateDeployment(String deployedIndexId) {
    List<Deployment> found =
        endpoints.values().stream()
            .filter(EndpointResource::isPrivate)
            .flatMap(endpoint -> endpoint.find(deployedIndexId).stream())
            .filter(Deployment::ready)
            .toList();
    if (found.isEmpty()) {
      throw ApiErrors.notFound(
          "deployed index %s not found on a private index endpoint", deployedIndexId);
    }
    if (found.size() > 1) {
      throw ApiErrors.failedPrecondition(
          "deployed index id %s is used in %d projects, and a private endpoint's request names none",
          deployedIndexId, found.size());
    }
    return found.get(0);
  }

  /** Where an index is deployed. */
  synchronized List<DeployedIndexRef> deploymentsOf(String indexName) {
    return references(indexName, Deployment::ready);
  }

  private List<DeployedIndexRef> references(String indexName, Predicate<Deployment> which) {
    List<DeployedIndexRef> references = new ArrayList<>();
    for (EndpointResource endpoint : endpoints.values()) {
      for (Deployment deployment : endpoint.deployments()) {
        if (deployment.index().name().toString().equals(indexName) && which.test(deployment)) {
          references.add(
              DeployedIndexRef.newBuilder()
                  .setIndexEndpoint(endpoint.name().toString())
                  .setDeployedIndexId(deployment.id())
                  .setDisplayName(deployment.deployedIndex().getDisplayName())
                  .build());
        }
      }
    }
    return references;
  }

  private EndpointResource put(EndpointResource endpoint) {
    endpoints.put(endpoint.name().toString(), endpoint);
    return endpoint;
  }
}
