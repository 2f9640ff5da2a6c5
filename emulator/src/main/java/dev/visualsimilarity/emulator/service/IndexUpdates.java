package dev.visualsimilarity.emulator.service;

import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.UpdateIndexOperationMetadata;
import com.google.cloud.aiplatform.v1.UpdateIndexRequest;
import com.google.longrunning.Operation;
import com.google.protobuf.Message;
import dev.visualsimilarity.emulator.engine.IndexSnapshot;
import dev.visualsimilarity.storage.StorageUri;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Starts operations that change an index: its contents by a batch, or its description. */
final class IndexUpdates {
  private static final Set<String> DESCRIPTION = Set.of("display_name", "description", "labels");
  private static final String METADATA = "metadata";

  private final Resources resources;
  private final Operations operations;
  private final IndexContents contents;
  private final ResourceIds ids;
  private final Clock clock;

  IndexUpdates(
      Resources resources,
      Operations operations,
      IndexContents contents,
      ResourceIds ids,
      Clock clock) {
    this.resources = resources;
    this.operations = operations;
    this.contents = contents;
    this.ids = ids;
    this.clock = clock;
  }

  Operation start(UpdateIndexRequest request) {
    Index requested = request.getIndex();
    IndexResource resource = resources.index(requested.getName());
    String etag = resource.state().index().getEtag();
    if (!requested.getEtag().isEmpty() && !requested.getEtag().equals(etag)) {
      throw ApiErrors.aborted(
          "index %s has etag %s, not %s: it was changed in between",
          requested.getName(), etag, requested.getEtag());
    }
    List<String> paths = paths(request);
    Optional<IndexMetadata> batch =
        paths.contains(METADATA)
            ? Optional.of(IndexMetadata.parse(requested.getMetadata()))
            : Optional.empty();
    batch.ifPresent(metadata -> requireBatchOnly(metadata, paths));
    checkDescription(requested, paths);
    resource.beginUpdate();
    return operations.start(
        resource.name(),
        generic -> UpdateIndexOperationMetadata.newBuilder().setGenericMetadata(generic).build(),
        new Work() {
          @Override
          public Supplier<Message> run(RunningOperation operation) {
            return update(resource, requested, paths, batch, operation);
          }

          @Override
          public void abandon() {
            resource.endUpdate();
          }
        });
  }

  private Supplier<Message> update(
      IndexResource resource,
      Index requested,
      List<String> paths,
      Optional<IndexMetadata> batch,
      RunningOperation operation) {
    IndexSnapshot base = resource.state().snapshot();
    IndexSnapshot snapshot = batch.map(metadata -> apply(base, metadata, operation)).orElse(base);
    return () -> {
      resources.index(resource.name().toString());
      resource.change(
          state -> new IndexResource.State(described(state.index(), requested, paths), snapshot));
      resource.endUpdate();
      return Views.of(resource, resources);
    };
  }

  private IndexSnapshot apply(
      IndexSnapshot base, IndexMetadata metadata, RunningOperation operation) {
    StorageUri directory = metadata.contents().orElseThrow();
    return contents.apply(
        base,
        directory,
        metadata.completeOverwrite(),
        stats ->
            operation.setMetadata(
                generic ->
                    UpdateIndexOperationMetadata.newBuilder()
                        .setGenericMetadata(generic)
                        .setNearestNeighborSearchOperationMetadata(stats)
                        .build()),
        operation.name());
  }

  private Index described(Index current, Index requested, List<String> paths) {
    Index.Builder index = current.toBuilder();
    for (String path : paths) {
      switch (path) {
        case "display_name" -> index.setDisplayName(requested.getDisplayName());
        case "description" -> index.setDescription(requested.getDescription());
        case "labels" -> index.clearLabels().putAllLabels(requested.getLabelsMap());
        default -> {}
      }
    }
    return index.setEtag(ids.next()).setUpdateTime(Times.timestamp(clock.instant())).build();
  }

  /** The fields to change: those of the mask, or else those that are set. */
  private static List<String> paths(UpdateIndexRequest request) {
    List<String> paths = new ArrayList<>(request.getUpdateMask().getPathsList());
    Index index = request.getIndex();
    if (paths.isEmpty()) {
      addIf(paths, index.hasMetadata(), METADATA);
      addIf(paths, !index.getDisplayName().isEmpty(), "display_name");
      addIf(paths, !index.getDescription().isEmpty(), "description");
      addIf(paths, index.getLabelsCount() > 0, "labels");
    }
    for (String path : paths) {
      if (!path.equals(METADATA)
          && !path.startsWith(METADATA + ".")
          && !DESCRIPTION.contains(path)) {
        throw ApiErrors.invalidArgument(
            "update_mask: %s cannot be updated; allowed are metadata, display_name, description and labels",
            path);
      }
    }
    return paths.stream().map(p -> p.startsWith(METADATA + ".") ? METADATA : p).distinct().toList();
  }

  private static void requireBatchOnly(IndexMetadata metadata, List<String> paths) {
    if (metadata.contents().isEmpty()) {
      throw ApiErrors.invalidArgument(
          "metadata.contentsDeltaUri is required to update the contents; metadata.config cannot be changed");
    }
    if (metadata.config().isPresent() || paths.size() > 1) {
      throw ApiErrors.invalidArgument(
          "with metadata.contentsDeltaUri, no other field of the index may be updated in the same request");
    }
  }

  private static void checkDescription(Index requested, List<String> paths) {
    if (paths.contains("display_name")) {
      Fields.requireDisplayName(requested.getDisplayName());
    }
    if (paths.contains("labels")) {
      Fields.requireLabels(requested.getLabelsMap());
    }
  }

  private static void addIf(List<String> paths, boolean condition, String path) {
    if (condition) {
      paths.add(path);
    }
  }
}
