package dev.visualsimilarity.deployindex;

import com.google.cloud.aiplatform.v1.CreateIndexEndpointOperationMetadata;
import com.google.cloud.aiplatform.v1.DeployIndexOperationMetadata;
import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import com.google.cloud.aiplatform.v1.LocationName;
import com.google.cloud.aiplatform.v1.MutateDeployedIndexOperationMetadata;
import com.google.cloud.aiplatform.v1.UndeployIndexOperationMetadata;
import com.google.longrunning.Operation;
import com.google.protobuf.util.Timestamps;
import dev.visualsimilarity.vertexai.Labels;
import dev.visualsimilarity.vertexai.deployment.DeployedIds;
import dev.visualsimilarity.vertexai.operation.OperationFailures;
import dev.visualsimilarity.vertexai.operation.StepOperations;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an earlier attempt of the step began and what still runs: it is waited for, so that what it
 * makes is seen and not made again.
 */
final class PendingOperations {

  private final StepOperations operations;
  private final EndpointResources endpoints;

  PendingOperations(StepOperations operations, EndpointResources endpoints) {
    this.operations = operations;
    this.endpoints = endpoints;
  }

  /** Waits for the operations that the earlier attempt made known. */
  void finishEarlier() {
    for (Operation operation : operations.earlier()) {
      finish(operation);
    }
  }

  /** Waits for all changes to deployments of these ids, and for all that are being undeployed. */
  void finishOn(IndexEndpoint endpoint, DeployedIds ids) {
    String name = endpoint.getName();
    List<Operation> ours =
        Stream.concat(
                operations.of(name, DeployIndexOperationMetadata.class).stream()
                    .filter(one -> ids.mayInclude(Metadata.deploying(one))),
                operations.of(name, MutateDeployedIndexOperationMetadata.class).stream()
                    .filter(one -> ids.mayInclude(Metadata.mutating(one))))
            .filter(operation -> !operation.getDone())
            .toList();
    // They do not say what they undeploy: it may be others', whose end is not ours to cause.
    List<Operation> undeployments =
        operations.of(name, UndeployIndexOperationMetadata.class).stream()
            .filter(operation -> !operation.getDone())
            .toList();
    ours.forEach(this::finish);
    undeployments.forEach(
        operation -> operations.ended("undeployment from %s".formatted(name), operation));
  }

  /**
   * Tells once more why an earlier attempt of this task could not deploy the index, if it was by a
   * mistake and neither the request nor the index has changed since.
   *
   * @throws dev.visualsimilarity.error.UserException as that attempt did
   */
  void checkMistakes(IndexEndpoint endpoint, DeployedIds ids, Index index) {
    String key = operations.labels().get(Labels.STEP);
    boolean isOurs = endpoint.getLabelsOrDefault(Labels.STEP, "").equals(key);
    operations.of(endpoint.getName(), DeployIndexOperationMetadata.class).stream()
        .filter(operation -> isOurs || operations.isEarlier(operation))
        .filter(operation -> ids.mayInclude(Metadata.deploying(operation)))
        .filter(
            operation ->
                Timestamps.compare(Metadata.created(operation), index.getUpdateTime()) >= 0)
        .filter(operations::isMistakeAgain)
        .forEach(
            operation ->
                OperationFailures.check(
                    "deploying '%s'".formatted(Metadata.deploying(operation)), operation));
  }

  /**
   * Waits for the creations of endpoints that are not shown yet, for one may be that of an earlier
   * attempt. They take seconds.
   */
  void awaitCreations(LocationName parent) {
    operations.of(parent.toString(), CreateIndexEndpointOperationMetadata.class).stream()
        .filter(operation -> !operation.getDone())
        .filter(operation -> endpoints.find(StepOperations.resource(operation)).isEmpty())
        .forEach(
            operation -> operations.ended("creation of an endpoint that may be ours", operation));
  }

  private void finish(Operation operation) {
    if (!operation.getDone()) {
      String what = "what an earlier attempt began";
      operations.resumed(what, operation).ifPresent(ended -> OperationFailures.check(what, ended));
    }
  }
}
