package dev.visualsimilarity.emulator.service;

import com.google.cloud.aiplatform.v1.DeleteIndexEndpointRequest;
import com.google.cloud.aiplatform.v1.DeleteIndexRequest;
import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import com.google.cloud.aiplatform.v1.RemoveDatapointsRequest;
import com.google.cloud.aiplatform.v1.UpdateIndexRequest;
import com.google.cloud.aiplatform.v1.UpsertDatapointsRequest;
import com.google.longrunning.DeleteOperationRequest;
import com.google.longrunning.Operation;
import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.visualsimilarity.emulator.engine.IndexSnapshot;
import dev.visualsimilarity.emulator.live.Change;
import dev.visualsimilarity.emulator.live.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * What the state store is told, in messages of the API. {@link Index}, {@link IndexEndpoint} (with
 * its deployed indexes) and {@link Operation} replace the resource of their name, but not an
 * index's contents. These are changed by {@link UpsertDatapointsRequest}, {@link
 * RemoveDatapointsRequest} and {@link UpdateIndexRequest}, whose {@code contentsDeltaUri} is the
 * name of datapoints in the store. Requests to delete delete.
 */
final class Entries {
  /** All of them. */
  static final List<Class<? extends Message>> TYPES =
      List.of(
          Index.class,
          IndexEndpoint.class,
          Operation.class,
          UpdateIndexRequest.class,
          UpsertDatapointsRequest.class,
          RemoveDatapointsRequest.class,
          DeleteIndexRequest.class,
          DeleteIndexEndpointRequest.class,
          DeleteOperationRequest.class);

  static final String DIRECTORY = "contentsDeltaUri";
  static final String OVERWRITE = "isCompleteOverwrite";

  private static final int DATAPOINTS_PER_ENTRY = 1000;

  private Entries() {}

  static Index index(IndexResource index) {
    return index.index().toBuilder().setMetadata(index.config().toValue()).build();
  }

  static IndexEndpoint endpoint(EndpointResource endpoint) {
    IndexEndpoint.Builder entry = endpoint.endpoint().toBuilder();
    endpoint.deployments().stream()
        .filter(Deployment::ready)
        .forEach(deployment -> entry.addDeployedIndexes(deployment.deployedIndex()));
    return entry.build();
  }

  /** An index's contents, new from the ground up. */
  static List<Message> contents(IndexResource index) {
    List<Message> entries = new ArrayList<>();
    List<Part> parts = index.contents().parts();
    for (int i = 0; i < parts.size(); i++) {
      entries.addAll(part(index.name(), parts.get(i), i == 0));
    }
    entries.addAll(removal(index.name(), index.contents().removedIds()));
    return entries;
  }

  static List<Message> change(ResourceName index, Change change) {
    List<Message> entries = new ArrayList<>(removal(index, change.removed()));
    entries.addAll(part(index, change.added(), false));
    return entries;
  }

  static DeleteIndexRequest indexDeletion(String name) {
    return DeleteIndexRequest.newBuilder().setName(name).build();
  }

  static DeleteIndexEndpointRequest endpointDeletion(String name) {
    return DeleteIndexEndpointRequest.newBuilder().setName(name).build();
  }

  static DeleteOperationRequest operationDeletion(String name) {
    return DeleteOperationRequest.newBuilder().setName(name).build();
  }

  private static List<Message> part(ResourceName index, Part part, boolean overwrite) {
    if (part.directory().isPresent() || overwrite) {
      return List.of(update(index, part.directory().orElse(""), overwrite));
    }
    List<Message> entries = new ArrayList<>();
    IndexSnapshot snapshot = part.snapshot();
    for (int from = 0; from < snapshot.size(); from += DATAPOINTS_PER_ENTRY) {
      UpsertDatapointsRequest.Builder entry =
          UpsertDatapointsRequest.newBuilder().setIndex(index.toString());
      int to = Math.min(snapshot.size(), from + DATAPOINTS_PER_ENTRY);
      for (int row = from; row < to; row++) {
        entry.addDatapoints(DatapointProtos.full(snapshot.datapoint(row)));
      }
      entries.add(entry.build());
    }
    return entries;
  }

  private static List<Message> removal(ResourceName index, Iterable<String> ids) {
    RemoveDatapointsRequest entry =
        RemoveDatapointsRequest.newBuilder()
            .setIndex(index.toString())
            .addAllDatapointIds(ids)
            .build();
    return entry.getDatapointIdsCount() == 0 ? List.of() : List.of(entry);
  }

  /** An empty directory stands for no datapoints. */
  private static UpdateIndexRequest update(
      ResourceName index, String directory, boolean overwrite) {
    Struct.Builder metadata =
        Struct.newBuilder()
            .putFields(DIRECTORY, Value.newBuilder().setStringValue(directory).build())
            .putFields(OVERWRITE, Value.newBuilder().setBoolValue(overwrite).build());
    return UpdateIndexRequest.newBuilder()
        .setIndex(
            Index.newBuilder()
                .setName(index.toString())
                .setMetadata(Value.newBuilder().setStructValue(metadata)))
        .build();
  }
}
