package dev.visualsimilarity.emulator.service;

import dev.visualsimilarity.emulator.live.Part;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds indexes anew in the background once much of them has changed. They answer and take changes
 * all the while; an operation that builds the contents anew itself makes a rebuilding useless.
 */
final class Compactions {
  private static final Logger log = LoggerFactory.getLogger(Compactions.class);

  private final Resources resources;
  private final IndexContents contents;
  private final Executor executor;

  Compactions(Resources resources, IndexContents contents, Executor executor) {
    this.resources = resources;
    this.contents = contents;
    this.executor = executor;
  }

  /** Begins one if the index of this name is there and needs it, and nothing builds it already. */
  void startIfDue(String name) {
    IndexResource index = resources.now().indexes().get(name);
    if (index != null && isDue(index)) {
      try {
        executor.execute(() -> run(name));
      } catch (RejectedExecutionException e) {
        // The server stops; the next one compacts.
        log.debug("no compaction of {}: {}", name, e.toString());
      }
    }
  }

  private void run(String name) {
    Object owner = new Object();
    try {
      Optional<IndexResource> begun =
          resources.change(transaction -> begin(transaction, name, owner));
      if (begun.isPresent()) {
        build(begun.get(), owner);
      }
    } catch (Throwable e) {
      // An executor tells nobody of others, and the index would never be compacted again.
      log.warn("index {} is not compacted: {}", name, e.toString());
      resources.update(transaction -> abandon(transaction, name, owner));
    }
  }

  private void build(IndexResource index, Object owner) {
    Part base = contents.keep(index.contents().compacted());
    String name = index.name().toString();
    Optional<IndexResource> compacted =
        resources.change(
            transaction -> {
              Optional<IndexResource> now =
                  Optional.ofNullable(transaction.catalog().indexes().get(name));
              return now.flatMap(
                  current ->
                      current
                          .rebuildOf(owner)
                          .map(rebuild -> transaction.rebuild(current, base, rebuild)));
            });
    if (compacted.isEmpty()) {
      contents.discard(base);
    }
    startIfDue(name);
  }

  private static Optional<IndexResource> begin(Transaction transaction, String name, Object owner) {
    Optional<IndexResource> index =
        Optional.ofNullable(transaction.catalog().indexes().get(name)).filter(Compactions::isDue);
    index.ifPresent(due -> transaction.put(due.withRebuild(Optional.of(Rebuild.by(owner)))));
    return index;
  }

  private static void abandon(Transaction transaction, String name, Object owner) {
    Optional.ofNullable(transaction.catalog().indexes().get(name))
        .ifPresent(index -> transaction.put(index.withoutRebuildOf(owner)));
  }

  private static boolean isDue(IndexResource index) {
    return index.rebuild().isEmpty() && index.contents().isDueForCompaction();
  }
}
