package dev.visualsimilarity.emulator.service;

import com.google.cloud.aiplatform.v1.UpdateIndexOperationMetadata;
import dev.visualsimilarity.emulator.engine.IndexSettings;
import dev.visualsimilarity.emulator.engine.IndexSnapshot;
import dev.visualsimilarity.emulator.live.Change;
import dev.visualsimilarity.emulator.live.LiveSnapshot;
import dev.visualsimilarity.emulator.live.Part;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * How one operation changes an index's contents by a batch. A batch that replaces everything makes
 * a rebuilding in the background useless, and takes its place. One that changes so much that the
 * index is due for it builds it anew, unless that goes on already. What changes meanwhile is added
 * to what was built.
 */
final class BatchUpdate {

  /**
   * Contents that are kept for the change.
   *
   * @param part the contents
   * @param commit makes the change of the index as it is then
   */
  record Kept(Part part, BiFunction<Transaction, IndexResource, IndexResource> commit) {}

  private final Object owner;
  private final Resources resources;
  private final IndexContents contents;
  private final String index;
  private final IndexMetadata metadata;

  /**
   * @param owner stands for the operation
   * @param index its name
   * @param metadata of the request, with a directory
   */
  BatchUpdate(
      Object owner,
      Resources resources,
      IndexContents contents,
      String index,
      IndexMetadata metadata) {
    this.owner = owner;
    this.resources = resources;
    this.contents = contents;
    this.index = index;
    this.metadata = metadata;
  }

  /** Called when the operation begins: from now on, nothing of what is there will be left. */
  IndexResource begun(IndexResource resource) {
    return metadata.completeOverwrite() ? rebuilding(resource) : resource;
  }

  /** Reads the batch, and has kept what becomes of it. */
  Kept prepare(RunningOperation operation) {
    LiveSnapshot now = resources.now().index(index).contents();
    if (metadata.completeOverwrite()) {
      return rebuilt(read(operation, now.settings(), Map.of()).datapoints());
    }
    IndexContents.Batch batch =
        read(operation, LiveSnapshot.exact(now.settings()), now.numericTypes());
    Change change = new Change(batch.deleted(), Part.inMemory(batch.datapoints()));
    Optional<LiveSnapshot> begun =
        now.plus(change).isDueForCompaction()
            ? resources.change(transaction -> beginRebuild(transaction, batch.datapoints()))
            : Optional.empty();
    return begun.isPresent()
        ? rebuilt(begun.get().plus(change).compacted())
        : changed(new Change(batch.deleted(), contents.keep(batch.datapoints())));
  }

  /** The contents to build anew with the batch; none where they are being built already. */
  private Optional<LiveSnapshot> beginRebuild(Transaction transaction, IndexSnapshot batch) {
    IndexResource resource = transaction.index(index);
    if (!resource.isUpdatedBy(owner)) {
      throw ApiErrors.aborted("the update of index %s has ended", index);
    }
    if (resource.rebuild().isPresent()) {
      return Optional.empty();
    }
    new NumericTypes(resource.contents().numericTypes()).requireSame(batch.numericTypes());
    transaction.put(rebuilding(resource));
    return Optional.of(resource.contents());
  }

  private Kept rebuilt(IndexSnapshot snapshot) {
    Part base = contents.keep(snapshot);
    return new Kept(
        base,
        (transaction, resource) -> {
          Rebuild ended = resource.rebuildOf(owner).orElseThrow();
          new NumericTypes(ended.numericTypes()).requireSame(snapshot.numericTypes());
          return transaction.rebuild(resource, base, ended);
        });
  }

  private static Kept changed(Change change) {
    return new Kept(
        change.added(),
        (transaction, resource) -> {
          new NumericTypes(resource.contents().numericTypes())
              .requireSame(change.added().snapshot().numericTypes());
          return transaction.change(resource, change);
        });
  }

  private IndexContents.Batch read(
      RunningOperation operation,
      IndexSettings settings,
      Map<String, Class<? extends Number>> numericTypes) {
    return contents.read(
        settings,
        numericTypes,
        metadata.contents().orElseThrow(),
        stats ->
            operation.setMetadata(
                generic ->
                    UpdateIndexOperationMetadata.newBuilder()
                        .setGenericMetadata(generic)
                        .setNearestNeighborSearchOperationMetadata(stats)
                        .build()),
        operation.name());
  }

  private IndexResource rebuilding(IndexResource resource) {
    return resource.withRebuild(Optional.of(Rebuild.by(owner)));
  }
}
