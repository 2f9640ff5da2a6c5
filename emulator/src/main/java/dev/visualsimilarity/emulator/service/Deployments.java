package dev.visualsimilarity.emulator.service;

import com.google.cloud.aiplatform.v1.DeployIndexOperationMetadata;
import com.google.cloud.aiplatform.v1.DeployIndexRequest;
import com.google.cloud.aiplatform.v1.DeployIndexResponse;
import com.google.cloud.aiplatform.v1.DeployedIndex;
import com.google.cloud.aiplatform.v1.MutateDeployedIndexOperationMetadata;
import com.google.cloud.aiplatform.v1.MutateDeployedIndexRequest;
import com.google.cloud.aiplatform.v1.MutateDeployedIndexResponse;
import com.google.cloud.aiplatform.v1.UndeployIndexOperationMetadata;
import com.google.cloud.aiplatform.v1.UndeployIndexRequest;
import com.google.cloud.aiplatform.v1.UndeployIndexResponse;
import com.google.longrunning.Operation;
import com.google.protobuf.Message;
import java.time.Clock;
import java.util.regex.Pattern;

/** Deploys indexes to endpoints, changes and removes the deployments. */
final class Deployments {
  private static final int MAX_DEPLOYMENTS = 20;
  private static final Pattern ID = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,127}");

  private final Resources resources;
  private final Operations operations;
  private final Clock clock;
  private final Views views;

  Deployments(Resources resources, Operations operations, Clock clock, Views views) {
    this.resources = resources;
    this.operations = operations;
    this.clock = clock;
    this.views = views;
  }

  Operation deploy(DeployIndexRequest request) {
    Catalog now = resources.now();
    EndpointResource endpoint = now.endpoint(request.getIndexEndpoint());
    DeployedIndex requested = request.getDeployedIndex();
    requireId(requested.getId());
    IndexResource index = now.index(requested.getIndex());
    requireSameLocation(endpoint, index);
    if (index.contents().size() == 0) {
      throw ApiErrors.failedPrecondition(
          "index %s is empty; only an index with datapoints can be deployed", index.name());
    }
    DeployedIndex described =
        MachineResources.checked(requested, index.config().shardSize()).toBuilder()
            .clearPrivateEndpoints()
            .clearIndexSyncTime()
            .clearCreateTime()
            .setDisplayName(
                requested.getDisplayName().isEmpty()
                    ? index.index().getDisplayName()
                    : requested.getDisplayName())
            .build();
    String name = request.getIndexEndpoint();
    Deployment reserved = new Deployment(described, false);
    return operations.start(
        endpoint.name(),
        generic ->
            DeployIndexOperationMetadata.newBuilder()
                .setGenericMetadata(generic)
                .setDeployedIndexId(requested.getId())
                .build(),
        new Work() {
          @Override
          public Prepared run(RunningOperation operation) {
            return transaction -> finish(transaction, name, reserved);
          }

          @Override
          public void abandon(Transaction transaction) {
            transaction.update(name, current -> current.minus(requested.getId()));
          }
        },
        transaction -> reserve(transaction, name, reserved));
  }

  Operation undeploy(UndeployIndexRequest request) {
    String endpointName = request.getIndexEndpoint();
    Catalog now = resources.now();
    EndpointResource endpoint = now.endpoint(endpointName);
    String id = request.getDeployedIndexId();
    Deployment unused = now.deployment(endpointName, id);
    return operations.start(
        endpoint.name(),
        generic -> UndeployIndexOperationMetadata.newBuilder().setGenericMetadata(generic).build(),
        operation ->
            transaction -> {
              Deployment removed = transaction.catalog().deployment(endpointName, id);
              transaction.update(endpointName, current -> current.minus(removed.id()));
              return UndeployIndexResponse.getDefaultInstance();
            });
  }

  Operation mutate(MutateDeployedIndexRequest request) {
    Catalog now = resources.now();
    EndpointResource endpoint = now.endpoint(request.getIndexEndpoint());
    DeployedIndex requested = request.getDeployedIndex();
    Deployment current = now.deployment(request.getIndexEndpoint(), requested.getId());
    DeployedIndex mutated =
        MachineResources.mutated(
            current.deployedIndex(), requested, now.index(current.index()).config().shardSize());
    return operations.start(
        endpoint.name(),
        generic ->
            MutateDeployedIndexOperationMetadata.newBuilder()
                .setGenericMetadata(generic)
                .setDeployedIndexId(requested.getId())
                .build(),
        operation ->
            transaction -> {
              Deployment deployment = new Deployment(mutated, true);
              EndpointResource changed =
                  replace(transaction, request.getIndexEndpoint(), current, deployment);
              return MutateDeployedIndexResponse.newBuilder()
                  .setDeployedIndex(views.of(changed, deployment, transaction.catalog()))
                  .build();
            });
  }

  private Message finish(Transaction transaction, String endpointName, Deployment reserved) {
    DeployedIndex.Builder deployed =
        reserved.deployedIndex().toBuilder().setCreateTime(Times.timestamp(clock.instant()));
    Deployment deployment = new Deployment(deployed.build(), true);
    EndpointResource changed = replace(transaction, endpointName, reserved, deployment);
    return DeployIndexResponse.newBuilder()
        .setDeployedIndex(views.of(changed, deployment, transaction.catalog()))
        .build();
  }

  /** Takes the id of a deployment that an operation begins. */
  private static void reserve(Transaction transaction, String endpointName, Deployment deployment) {
    Catalog catalog = transaction.catalog();
    EndpointResource endpoint = catalog.endpoint(endpointName);
    IndexResource unused = catalog.index(deployment.index());
    for (EndpointResource other : catalog.endpoints().values()) {
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
    transaction.put(endpoint.plus(deployment));
  }

  /** Replaces a deployment, unless another operation has replaced or removed it in between. */
  private static EndpointResource replace(
      Transaction transaction, String endpointName, Deployment current, Deployment next) {
    return transaction.update(
        endpointName,
        endpoint -> {
          if (!endpoint.deployments().contains(current)) {
            throw ApiErrors.aborted(
                "deployed index %s on index endpoint %s was changed by another operation",
                current.id(), endpointName);
          }
          return endpoint.replacing(next);
        });
  }

  private static void requireId(String id) {
    if (!ID.matcher(id).matches()) {
      throw ApiErrors.invalidArgument(
          "deployed index id '%s' is not valid: use letters, digits and '_', begin with a letter, 128 characters at most",
          id);
    }
  }

  private static void requireSameLocation(EndpointResource endpoint, IndexResource index) {
    if (!index.name().isIn(endpoint.name())) {
      throw ApiErrors.invalidArgument(
          "index %s and index endpoint %s are not in the same project and location",
          index.name(), endpoint.name());
    }
  }
}
