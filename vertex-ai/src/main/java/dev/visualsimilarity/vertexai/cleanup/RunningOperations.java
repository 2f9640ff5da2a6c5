package dev.visualsimilarity.vertexai.cleanup;

import com.google.cloud.aiplatform.v1.CreateIndexEndpointOperationMetadata;
import com.google.cloud.aiplatform.v1.CreateIndexOperationMetadata;
import com.google.cloud.aiplatform.v1.DeployIndexOperationMetadata;
import com.google.cloud.aiplatform.v1.DeployedIndex;
import com.google.cloud.aiplatform.v1.GenericOperationMetadata;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import com.google.cloud.aiplatform.v1.LocationName;
import com.google.longrunning.Operation;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import dev.visualsimilarity.vertexai.ResourceNames;
import dev.visualsimilarity.vertexai.operation.OperationLists;
import dev.visualsimilarity.vertexai.operation.StepOperations;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is being created and deployed in a location, and may not be shown by its lists yet.
 *
 * @param creations of indexes and endpoints
 * @param deployments of indexes
 */
record RunningOperations(List<Operation> creations, List<Operation> deployments) {

  /** To be asked for before the resources are listed: what ends in between is in their lists. */
  static RunningOperations of(OperationLists lists, LocationName parent) {
    return new RunningOperations(
        running(
            lists,
            parent,
            List.of(
                CreateIndexOperationMetadata.class, CreateIndexEndpointOperationMetadata.class)),
        running(lists, parent, List.of(DeployIndexOperationMetadata.class)));
  }

  /**
   * Names of indexes and endpoints that are not shown yet and may be selected: their labels are not
   * known.
   *
   * @param shown ids of those that are
   */
  List<String> beingCreated(Set<String> shown, Selection selection) {
    return creations.stream()
        .filter(operation -> selection.mayIncludeCreated(begun(operation)))
        .map(StepOperations::resource)
        .filter(name -> !shown.contains(ResourceNames.id(name)))
        .toList();
  }

  /** Selected deployments that their endpoint does not show yet, such as {@code 'shop' to NAME}. */
  List<String> beingDeployed(IndexEndpoint endpoint, Selection selection) {
    Set<String> shown =
        endpoint.getDeployedIndexesList().stream()
            .map(DeployedIndex::getId)
            .collect(Collectors.toSet());
    boolean isSelected = selection.includes(endpoint.getLabelsMap(), endpoint.getCreateTime());
    return deployments.stream()
        .filter(
            operation ->
                ResourceNames.id(StepOperations.resource(operation))
                    .equals(ResourceNames.id(endpoint.getName())))
        .map(operation -> unpacked(operation, DeployIndexOperationMetadata.class))
        .filter(
            deployment ->
                selection.isOldEnough(deployment.getGenericMetadata().getCreateTime())
                    && (isSelected || selection.mayInclude(deployment.getDeployedIndexId())))
        .map(DeployIndexOperationMetadata::getDeployedIndexId)
        .filter(id -> !shown.contains(id))
        .map(id -> "'%s' to %s".formatted(id, endpoint.getName()))
        .toList();
  }

  private static List<Operation> running(
      OperationLists lists, LocationName parent, List<Class<? extends Message>> metadata) {
    return metadata.stream()
        .flatMap(type -> lists.of(parent.toString(), type).stream())
        .filter(operation -> !operation.getDone())
        .toList();
  }

  private static Timestamp begun(Operation creation) {
    GenericOperationMetadata metadata =
        creation.getMetadata().is(CreateIndexOperationMetadata.class)
            ? unpacked(creation, CreateIndexOperationMetadata.class).getGenericMetadata()
            : unpacked(creation, CreateIndexEndpointOperationMetadata.class).getGenericMetadata();
    return metadata.getCreateTime();
  }

  private static <T extends Message> T unpacked(Operation operation, Class<T> type) {
    try {
      return operation.getMetadata().unpack(type);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("metadata are of another type than they say", e);
    }
  }
}
