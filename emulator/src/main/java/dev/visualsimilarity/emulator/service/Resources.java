package dev.visualsimilarity.emulator.service;

import com.google.protobuf.Message;
import dev.visualsimilarity.emulator.state.StateStore;
import dev.visualsimilarity.storage.IoMessages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All indexes, index endpoints and operations. Who reads sees one moment, and waits for nobody; one
 * change at a time is told to the state store and then seen. Thread-safe.
 */
final class Resources {
  private static final Logger log = LoggerFactory.getLogger(Resources.class);

  private final StateStore store;
  private volatile Catalog catalog;

  /**
   * @param catalog what there is, and what the store has been told
   */
  Resources(StateStore store, Catalog catalog) {
    this.store = store;
    this.catalog = catalog;
  }

  /** The resources as they are now. */
  Catalog now() {
    return catalog;
  }

  /** Makes a change, unless it fails: then nothing has changed. */
  synchronized <T> T change(Function<Transaction, T> change) {
    Transaction transaction = new Transaction(catalog);
    T result = change.apply(transaction);
    if (!transaction.entries().isEmpty()) {
      try {
        store.append(transaction.entries());
      } catch (IOException e) {
        log.error("the state cannot be written", e);
        throw ApiErrors.unavailable("the emulator cannot write its state: %s", IoMessages.of(e));
      }
    }
    Catalog before = catalog;
    catalog = transaction.catalog();
    store.release(unused(before, catalog));
    if (store.isDueForRewrite()) {
      rewrite();
    }
    return result;
  }

  /** Makes a change without a result. */
  void update(Consumer<Transaction> change) {
    Boolean unused =
        change(
            transaction -> {
              change.accept(transaction);
              return true;
            });
  }

  /** Everything that there is, as entries. */
  static List<Message> entries(Catalog catalog) {
    List<Message> entries = new ArrayList<>(catalog.operations().values());
    for (IndexResource index : catalog.indexes().values()) {
      entries.add(Entries.index(index));
      entries.addAll(Entries.contents(index));
    }
    catalog.endpoints().values().forEach(endpoint -> entries.add(Entries.endpoint(endpoint)));
    return entries;
  }

  /** The names of all datapoints in the store that a moment refers to. */
  static Set<String> directories(Catalog catalog) {
    Set<String> directories = new HashSet<>();
    catalog.indexes().values().forEach(index -> directories.addAll(directories(index)));
    return directories;
  }

  private void rewrite() {
    try {
      store.rewrite(entries(catalog));
    } catch (IOException e) {
      // What is there already says it all.
      log.warn("the journal cannot be rewritten, and goes on growing: {}", e.toString());
    }
  }

  private static Set<String> unused(Catalog before, Catalog after) {
    if (before.indexes() == after.indexes()) {
      return Set.of();
    }
    Set<String> unused = directories(before);
    unused.removeAll(directories(after));
    return unused;
  }

  private static Set<String> directories(IndexResource index) {
    Set<String> directories = new HashSet<>(index.contents().directories());
    index
        .rebuild()
        .ifPresent(
            rebuild ->
                rebuild
                    .since()
                    .forEach(change -> change.added().directory().ifPresent(directories::add)));
    return directories;
  }
}
