package dev.visualsimilarity.emulator.service;

import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.Index.IndexUpdateMethod;
import com.google.cloud.aiplatform.v1.IndexStats;
import dev.visualsimilarity.emulator.live.Change;
import dev.visualsimilarity.emulator.live.LiveSnapshot;
import dev.visualsimilarity.emulator.live.Part;
import java.util.Optional;

/**
 * An index at one moment. Immutable.
 *
 * @param name its name
 * @param config what it is built with
 * @param index the description, without what is computed when it is shown
 * @param contents the datapoints
 * @param rebuild what is building the contents anew
 * @param updater stands for the operation that is updating it; there is one at most
 */
record IndexResource(
    ResourceName name,
    IndexConfig config,
    Index index,
    LiveSnapshot contents,
    Optional<Rebuild> rebuild,
    Optional<Object> updater) {

  static IndexResource of(ResourceName name, IndexConfig config, Index index, Part base) {
    return new IndexResource(
        name, config, index, LiveSnapshot.of(base), Optional.empty(), Optional.empty());
  }

  boolean isStreaming() {
    return index.getIndexUpdateMethod() == IndexUpdateMethod.STREAM_UPDATE;
  }

  IndexResource withIndex(Index newIndex) {
    return new IndexResource(name, config, newIndex, contents, rebuild, updater);
  }

  IndexResource plus(Change change) {
    return new IndexResource(
        name, config, index, contents.plus(change), rebuild.map(r -> r.plus(change)), updater);
  }

  /** With contents that were built anew, and what changed meanwhile. */
  IndexResource rebuilt(Part base, Rebuild ended) {
    LiveSnapshot next = LiveSnapshot.of(base);
    for (Change change : ended.since()) {
      next = next.plus(change);
    }
    return new IndexResource(name, config, index, next, Optional.empty(), updater);
  }

  IndexResource withRebuild(Optional<Rebuild> newRebuild) {
    return new IndexResource(name, config, index, contents, newRebuild, updater);
  }

  IndexResource withUpdater(Optional<Object> newUpdater) {
    return new IndexResource(name, config, index, contents, rebuild, newUpdater);
  }

  boolean isUpdatedBy(Object other) {
    return updater.filter(u -> u == other).isPresent();
  }

  /** Without the rebuilding of an owner, if that goes on. */
  IndexResource withoutRebuildOf(Object owner) {
    return rebuildOf(owner).isPresent() ? withRebuild(Optional.empty()) : this;
  }

  /** The rebuilding that an owner began, unless another has taken its place. */
  Optional<Rebuild> rebuildOf(Object owner) {
    return rebuild.filter(r -> r.owner() == owner);
  }

  /** The figures that a client sees. */
  IndexStats stats() {
    long count = contents.size();
    return IndexStats.newBuilder()
        .setVectorsCount(count)
        .setShardsCount(
            config.shardSize().shards(count * config.settings().dimensions() * Float.BYTES))
        .build();
  }
}
