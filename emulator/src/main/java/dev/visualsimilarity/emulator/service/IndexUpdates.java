package dev.visualsimilarity.emulator.service;

import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.UpdateIndexOperationMetadata;
import com.google.cloud.aiplatform.v1.UpdateIndexRequest;
import com.google.longrunning.Operation;
import com.google.protobuf.Message;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Starts operations that change an index: its contents by a batch, or its description. */
final class IndexUpdates {
  private static final Set<String> DESCRIPTION = Set.of("display_name", "description", "labels");
  private static final String METADATA = "metadata";

  private final Resources resources;
  private final Operations operations;
  private final IndexContents contents;
  private final Compactions compactions;
  private final ResourceIds ids;
  private final Clock clock;

  IndexUpdates(
      Resources resources,
      Operations operations,
      IndexContents contents,
      Compactions compactions,
      ResourceIds ids,
      Clock clock) {
    this.resources = resources;
    this.operations = operations;
    this.contents = contents;
    this.compactions = compactions;
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
    Object owner = new Object();
    Update update =
        new Update(
            owner,
            requested,
            paths,
            batch.map(m -> new BatchUpdate(owner, resources, contents, requested.getName(), m)));
    return operations.start(
        resource.name(),
        generic -> UpdateIndexOperationMetadata.newBuilder().setGenericMetadata(generic).build(),
        update,
        update::begin);
  }

  /** One operation's work. */
  private final class Update implements Work {
    private final Object owner;
    private final Index requested;
    private final List<String> paths;
    private final Optional<BatchUpdate> batch;

    Update(Object owner, Index requested, List<String> paths, Optional<BatchUpdate> batch) {
      this.owner = owner;
      this.requested = requested;
      this.paths = paths;
      this.batch = batch;
    }

    void begin(Transaction transaction) {
      IndexResource resource = transaction.index(requested.getName());
      requireEtag(resource, requested);
      if (resource.updater().isPresent()) {
        throw ApiErrors.failedPrecondition(
            "another operation is updating index %s; wait for its end", resource.name());
      }
      IndexResource begun = resource.withUpdater(Optional.of(owner));
      transaction.put(batch.map(b -> b.begun(begun)).orElse(begun));
    }

    @Override
    public Prepared run(RunningOperation operation) {
      Optional<BatchUpdate.Kept> kept = batch.map(b -> b.prepare(operation));
      return new Prepared() {
        @Override
        public Message commit(Transaction transaction) {
          IndexResource resource = transaction.index(requested.getName());
          IndexResource changed =
              kept.map(k -> k.commit().apply(transaction, resource)).orElse(resource);
          Index description = described(changed.index(), requested, paths);
          transaction.describe(changed.withIndex(description).withUpdater(Optional.empty()));
          return Views.of(transaction.index(requested.getName()), transaction.catalog());
        }

        @Override
        public void discard() {
          kept.ifPresent(k -> contents.discard(k.part()));
        }
      };
    }

    @Override
    public void abandon(Transaction transaction) {
      IndexResource resource = transaction.catalog().indexes().get(requested.getName());
      if (resource != null && resource.isUpdatedBy(owner)) {
        transaction.put(resource.withoutRebuildOf(owner).withUpdater(Optional.empty()));
      }
    }

    /** A rebuilding of its own may have been in the way of a compaction. */
    @Override
    public void ended() {
      compactions.startIfDue(requested.getName());
    }
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
