package dev.visualsimilarity.emulator.service;

import com.google.cloud.aiplatform.v1.CreateIndexOperationMetadata;
import com.google.cloud.aiplatform.v1.CreateIndexRequest;
import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.Index.IndexUpdateMethod;
import com.google.longrunning.Operation;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import dev.visualsimilarity.emulator.engine.IndexSnapshot;
import dev.visualsimilarity.emulator.live.Part;
import java.time.Clock;
import java.util.Map;

/** Starts operations that create an index and read its first batch. */
final class IndexCreation {
  private final Operations operations;
  private final IndexContents contents;
  private final ResourceIds ids;
  private final Clock clock;

  IndexCreation(Operations operations, IndexContents contents, ResourceIds ids, Clock clock) {
    this.operations = operations;
    this.contents = contents;
    this.ids = ids;
    this.clock = clock;
  }

  Operation start(CreateIndexRequest request) {
    ResourceName location = ResourceName.location(request.getParent());
    Index index = request.getIndex();
    Fields.requireDisplayName(index.getDisplayName());
    Fields.requireLabels(index.getLabelsMap());
    IndexMetadata metadata = IndexMetadata.parse(index.getMetadata());
    IndexConfig config =
        IndexConfig.parse(
            metadata
                .config()
                .orElseThrow(() -> ApiErrors.invalidArgument("metadata.config is required")));
    ResourceName name = location.child(ResourceName.INDEXES, ids.next());
    return operations.start(
        name,
        generic -> CreateIndexOperationMetadata.newBuilder().setGenericMetadata(generic).build(),
        operation -> create(name, index, metadata, config, operation));
  }

  private Prepared create(
      ResourceName name,
      Index index,
      IndexMetadata metadata,
      IndexConfig config,
      RunningOperation operation) {
    IndexSnapshot datapoints =
        metadata
            .contents()
            .map(
                directory ->
                    contents.read(
                        config.settings(),
                        Map.of(),
                        directory,
                        stats ->
                            operation.setMetadata(
                                generic ->
                                    CreateIndexOperationMetadata.newBuilder()
                                        .setGenericMetadata(generic)
                                        .setNearestNeighborSearchOperationMetadata(stats)
                                        .build()),
                        operation.name()))
            .map(IndexContents.Batch::datapoints)
            .orElseGet(() -> IndexSnapshot.empty(config.settings()));
    Part base = contents.keep(datapoints);
    return new Prepared() {
      @Override
      public Message commit(Transaction transaction) {
        IndexResource resource = IndexResource.of(name, config, described(name, index), base);
        transaction.add(resource);
        return Views.of(resource, transaction.catalog());
      }

      @Override
      public void discard() {
        contents.discard(base);
      }
    };
  }

  private Index described(ResourceName name, Index requested) {
    Timestamp now = Times.timestamp(clock.instant());
    Index.Builder index =
        Index.newBuilder()
            .setName(name.toString())
            .setDisplayName(requested.getDisplayName())
            .setDescription(requested.getDescription())
            .setMetadataSchemaUri(requested.getMetadataSchemaUri())
            .putAllLabels(requested.getLabelsMap())
            .setEtag(ids.next())
            .setCreateTime(now)
            .setUpdateTime(now)
            .setIndexUpdateMethod(requested.getIndexUpdateMethod());
    if (requested.hasEncryptionSpec()) {
      index.setEncryptionSpec(requested.getEncryptionSpec());
    }
    if (index.getIndexUpdateMethodValue() == 0) {
      index.setIndexUpdateMethod(IndexUpdateMethod.BATCH_UPDATE);
    }
    return index.build();
  }
}
