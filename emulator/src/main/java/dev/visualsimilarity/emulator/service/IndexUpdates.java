package dev.visualsimilarity.emulator.service;

import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.UpdateIndexOperationMetadata;
import com.google.cloud.aiplatform.v1.UpdateIndexRequest;
import com.google.longrunning.Operation;
import com.google.protobuf.Message;
import dev.visualsimilarity.emulator.live.Change;
import dev.visualsimilarity.emulator.live.LiveSnapshot;
import dev.visualsimilarity.emulator.live.Part;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

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
    IndexResource resource = resources.now().index(requested.getName());
    requireEtag(resource, requested);
    List<String> paths = paths(request);
    Optional<IndexMetadata> batch =
        paths.contains(METADATA)
            ? Optional.of(IndexMetadata.parse(requested.getMetadata()))
            : Optional.empty();
    batch.ifPresent(metadata -> requireBatchOnly(metadata, paths));
    checkDescription(requested, paths);
    Rebuild begun = new Rebuild(new Object(), true, List.of());
    return operations.start(
        resource.name(),
        generic -> UpdateIndexOperationMetadata.newBuilder().setGenericMetadata(generic).build(),
        new Work() {
          @Override
          public Function<Transaction, Message> run(RunningOperation operation) {
            return update(begun.owner(), requested, paths, batch, operation);
          }

          @Override
          public void abandon(Transaction transaction) {
            end(begun.owner(), requested.getName(), transaction);
          }
        },
        transaction -> begin(begun, requested, transaction));
  }

  private static void begin(Rebuild begun, Index requested, Transaction transaction) {
    IndexResource resource = transaction.index(requested.getName());
    requireEtag(resource, requested);
    if (resource.rebuild().filter(Rebuild::byOperation).isPresent()) {
      throw ApiErrors.failedPrecondition(
          "another operation is updating index %s; wait for its end", resource.name());
    }
    transaction.put(resource.withRebuild(Optional.of(begun)));
  }

  private static void end(Object owner, String name, Transaction transaction) {
    IndexResource resource = transaction.catalog().indexes().get(name);
    if (resource != null && resource.rebuildOf(owner).isPresent()) {
      transaction.put(resource.withRebuild(Optional.empty()));
    }
  }

  private Function<Transaction, Message> update(
      Object owner,
      Index requested,
      List<String> paths,
      Optional<IndexMetadata> batch,
      RunningOperation operation) {
    LiveSnapshot contentsNow = resources.now().index(requested.getName()).contents();
    Optional<BiFunction<Transaction, IndexResource, IndexResource>> change =
        batch.map(metadata -> contentsChange(contentsNow, owner, metadata, operation));
    return transaction -> {
      IndexResource resource = transaction.index(requested.getName());
      IndexResource changed = change.map(c -> c.apply(transaction, resource)).orElse(resource);
      transaction.describe(
          changed
              .withIndex(described(changed.index(), requested, paths))
              .withRebuild(Optional.empty()));
      return Views.of(transaction.index(requested.getName()), transaction.catalog());
    };
  }

  /** Reads a batch, and builds the index anew where it replaces or changes much of it. */
  private BiFunction<Transaction, IndexResource, IndexResource> contentsChange(
      LiveSnapshot now, Object owner, IndexMetadata metadata, RunningOperation operation) {
    boolean overwrite = metadata.completeOverwrite();
    IndexContents.Batch batch =
        contents.read(
            overwrite ? now.settings() : LiveSnapshot.exact(now.settings()),
            overwrite ? Map.of() : now.numericTypes(),
            metadata.contents().orElseThrow(),
            stats ->
                operation.setMetadata(
                    generic ->
                        UpdateIndexOperationMetadata.newBuilder()
                            .setGenericMetadata(generic)
                            .setNearestNeighborSearchOperationMetadata(stats)
                            .build()),
            operation.name());
    if (overwrite) {
      return rebuild(owner, contents.keep(batch.datapoints()));
    }
    LiveSnapshot next = now.plus(new Change(batch.deleted(), Part.inMemory(batch.datapoints())));
    if (next.isDueForCompaction()) {
      return rebuild(owner, contents.keep(next.compacted()));
    }
    Change change = new Change(batch.deleted(), contents.keep(batch.datapoints()));
    return (transaction, resource) -> transaction.change(resource, change);
  }

  private static BiFunction<Transaction, IndexResource, IndexResource> rebuild(
      Object owner, Part base) {
    return (transaction, resource) ->
        transaction.rebuild(resource, base, resource.rebuildOf(owner).orElseThrow());
  }

  private static void requireEtag(IndexResource resource, Index requested) {
    String etag = resource.index().getEtag();
    if (!requested.getEtag().isEmpty() && !requested.getEtag().equals(etag)) {
      throw ApiErrors.aborted(
          "index %s has etag %s, not %s: it was changed in between",
          requested.getName(), etag, requested.getEtag());
    }
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
