package dev.visualsimilarity.emulator.service;

import com.google.cloud.aiplatform.v1.DeleteOperationMetadata;
import com.google.cloud.aiplatform.v1.DeployedIndexRef;
import com.google.longrunning.Operation;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * All resources at one moment, by name. Immutable.
 *
 * @param operations as they were told to the state store: running ones as they began
 */
record Catalog(
    SortedMap<String, IndexResource> indexes,
    SortedMap<String, EndpointResource> endpoints,
    SortedMap<String, Operation> operations) {

  static final Catalog EMPTY = new Catalog(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

  Catalog {
    indexes = Collections.unmodifiableSortedMap(indexes);
    endpoints = Collections.unmodifiableSortedMap(endpoints);
    operations = Collections.unmodifiableSortedMap(operations);
  }

  IndexResource index(String name) {
    ResourceName.index(name);
    return Optional.ofNullable(indexes.get(name))
        .orElseThrow(() -> ApiErrors.notFound("index %s not found", name));
  }

  List<IndexResource> indexesIn(ResourceName location) {
    return indexes.values().stream().filter(index -> index.name().isIn(location)).toList();
  }

  EndpointResource endpoint(String name) {
    ResourceName.indexEndpoint(name);
    return Optional.ofNullable(endpoints.get(name))
        .orElseThrow(() -> ApiErrors.notFound("index endpoint %s not found", name));
  }

  List<EndpointResource> endpointsIn(ResourceName location) {
    return endpoints.values().stream().filter(e -> e.name().isIn(location)).toList();
  }

  /** A deployment that answers. */
  Deployment deployment(String endpointName, String deployedIndexId) {
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
  Deployment privateDeployment(String deployedIndexId) {
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
  List<DeployedIndexRef> deploymentsOf(String indexName) {
    return references(indexName, Deployment::ready);
  }

  /** Fails unless the index exists and is deployed nowhere, nor about to be. */
  void requireUndeployed(String indexName) {
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

  /** Fails unless the endpoint exists and nothing is deployed to it, nor about to be. */
  void requireEmpty(String endpointName) {
    List<Deployment> deployments = endpoint(endpointName).deployments();
    if (!deployments.isEmpty()) {
      throw ApiErrors.failedPrecondition(
          "index endpoint %s has deployed indexes %s; undeploy them before you delete it",
          endpointName, deployments.stream().map(Deployment::id).toList());
    }
  }

  /** The names of the operations that ended before the last {@code count} that have. */
  List<String> operationsEndedBefore(int count) {
    record Ended(String name, Timestamp time) {}

    List<Operation> ended = operations.values().stream().filter(Operation::getDone).toList();
    if (ended.size() <= count) {
      return List.of();
    }
    return ended.stream()
        .map(operation -> new Ended(operation.getName(), lastUpdate(operation)))
        .sorted(Comparator.comparing(Ended::time, Timestamps.comparator()))
        .limit(ended.size() - count)
        .map(Ended::name)
        .toList();
  }

  /** Every kind of metadata has the generic part as its first field, as that of deletions does. */
  private static Timestamp lastUpdate(Operation operation) {
    try {
      return DeleteOperationMetadata.parseFrom(operation.getMetadata().getValue())
          .getGenericMetadata()
          .getUpdateTime();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("metadata of " + operation.getName(), e);
    }
  }

  /** The largest id that a resource or an operation has; 0 where there are none. */
  long highestId() {
    return Stream.of(indexes, endpoints, operations)
        .flatMap(resources -> resources.keySet().stream())
        .map(name -> name.substring(name.lastIndexOf('/') + 1))
        .mapToLong(Long::parseLong)
        .max()
        .orElse(0);
  }

  private List<DeployedIndexRef> references(String indexName, Predicate<Deployment> which) {
    List<DeployedIndexRef> references = new ArrayList<>();
    for (EndpointResource endpoint : endpoints.values()) {
      for (Deployment deployment : endpoint.deployments()) {
        if (deployment.index().equals(indexName) && which.test(deployment)) {
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
}
