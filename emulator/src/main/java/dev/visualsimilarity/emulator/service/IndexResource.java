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
 */
record IndexResource(
    ResourceName name,
    IndexConfig config,
    Index index,
    LiveSnapshot contents,
    Optional<Rebuild> rebuild) {

  static IndexResource of(ResourceName name, IndexConfig config, Index index, Part base) {
    return new IndexResource(name, config, index, LiveSnapshot.of(base), Optional.empty());
  }

  boolean isStreaming() {
    return index.getIndexUpdateMethod() == IndexUpdateMethod.STREAM_UPDATE;
  }

  IndexResource withIndex(Index newIndex) {
    return new IndexResource(name, config, newIndex, contents, rebuild);
  }

  IndexResource plus(Change change) {
    return new IndexResource(
        name, config, index, contents.plus(change), rebuild.map(r -> r.plus(change)));
  }

  /** With contents that were built anew, and what changed meanwhile. */
  IndexResource rebuilt(Part base, Rebuild ended) {
    LiveSnapshot next = LiveSnapshot.of(base);
    for (Change change : ended.since()) {
      next = next.plus(change);
    }
    return new IndexResource(name, config, index, next, Optional.empty());
  }

  IndexResource withRebuild(Optional<Rebuild> newRebuild) {
    return new IndexResource(name, config, index, contents, newRebuild);
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
