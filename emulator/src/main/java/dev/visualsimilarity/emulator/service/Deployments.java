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
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Deploys indexes to endpoints, changes and removes the deployments. */
final class Deployments {
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
    EndpointResource endpoint = resources.endpoint(request.getIndexEndpoint());
    DeployedIndex requested = request.getDeployedIndex();
    requireId(requested.getId());
    IndexResource index = resources.index(requested.getIndex());
    requireSameLocation(endpoint, index);
    if (index.state().snapshot().size() == 0) {
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
                    ? index.state().index().getDisplayName()
                    : requested.getDisplayName())
            .build();
    String name = request.getIndexEndpoint();
    Deployment reserved = new Deployment(described, index, false);
    resources.reserve(name, reserved);
    return operations.start(
        endpoint.name(),
        generic ->
            DeployIndexOperationMetadata.newBuilder()
                .setGenericMetadata(generic)
                .setDeployedIndexId(requested.getId())
                .build(),
        new Work() {
          @Override
          public Supplier<Message> run(RunningOperation operation) {
            return () -> finish(name, reserved);
          }

          @Override
          public void abandon() {
            resources.removeDeployment(name, requested.getId());
          }
        });
  }

  Operation undeploy(UndeployIndexRequest request) {
    EndpointResource endpoint = resources.endpoint(request.getIndexEndpoint());
    String id = request.getDeployedIndexId();
    resources.deployment(request.getIndexEndpoint(), id);
    return operations.start(
        endpoint.name(),
        generic -> UndeployIndexOperationMetadata.newBuilder().setGenericMetadata(generic).build(),
        operation ->
            () -> {
              resources.deployment(request.getIndexEndpoint(), id);
              resources.removeDeployment(request.getIndexEndpoint(), id);
              return UndeployIndexResponse.getDefaultInstance();
            });
  }

  Operation mutate(MutateDeployedIndexRequest request) {
    EndpointResource endpoint = resources.endpoint(request.getIndexEndpoint());
    DeployedIndex requested = request.getDeployedIndex();
    Deployment current = resources.deployment(request.getIndexEndpoint(), requested.getId());
    DeployedIndex mutated =
        MachineResources.mutated(
            current.deployedIndex(), requested, current.index().config().shardSize());
    return operations.start(
        endpoint.name(),
        generic ->
            MutateDeployedIndexOperationMetadata.newBuilder()
                .setGenericMetadata(generic)
                .setDeployedIndexId(requested.getId())
                .build(),
        operation ->
            () -> {
              Deployment deployment = new Deployment(mutated, current.index(), true);
              resources.replace(request.getIndexEndpoint(), current, deployment);
              return MutateDeployedIndexResponse.newBuilder()
                  .setDeployedIndex(views.of(endpoint, deployment))
                  .build();
            });
  }

  private Message finish(String endpointName, Deployment reserved) {
    DeployedIndex.Builder deployed =
        reserved.deployedIndex().toBuilder().setCreateTime(Times.timestamp(clock.instant()));
    Deployment deployment = new Deployment(deployed.build(), reserved.index(), true);
    resources.replace(endpointName, reserved, deployment);
    return DeployIndexResponse.newBuilder()
        .setDeployedIndex(views.of(resources.endpoint(endpointName), deployment))
        .build();
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
