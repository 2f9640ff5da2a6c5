package dev.visualsimilarity.emulator.service;

import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.IndexStats;
import dev.visualsimilarity.emulator.engine.IndexSnapshot;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/**
 * An index: its description, and its contents at this moment. A change replaces both at once, so
 * that whoever reads {@link #state} sees the ones that belong together. Thread-safe.
 */
final class IndexResource {

  /**
   * One moment of an index.
   *
   * @param index the description, without what is computed when it is shown
   * @param snapshot the contents
   */
  record State(Index index, IndexSnapshot snapshot) {}

  private final ResourceName name;
  private final IndexConfig config;
  private final AtomicBoolean updating = new AtomicBoolean();
  private volatile State state;

  IndexResource(ResourceName name, IndexConfig config, State state) {
    this.name = name;
    this.config = config;
    this.state = state;
  }

  ResourceName name() {
    return name;
  }

  IndexConfig config() {
    return config;
  }

  State state() {
    return state;
  }

  synchronized State change(UnaryOperator<State> change) {
    state = change.apply(state);
    return state;
  }

  /** Fails if an update has begun and not ended. */
  void beginUpdate() {
    if (!updating.compareAndSet(false, true)) {
      throw ApiErrors.failedPrecondition(
          "another operation is updating index %s; wait for its end", name);
    }
  }

  void endUpdate() {
    updating.set(false);
  }

  /** The figures that a client sees of one moment. */
  IndexStats stats(State moment) {
    long count = moment.snapshot().size();
    return IndexStats.newBuilder()
        .setVectorsCount(count)
        .setShardsCount(
            config.shardSize().shards(count * config.settings().dimensions() * Float.BYTES))
        .build();
  }
}
