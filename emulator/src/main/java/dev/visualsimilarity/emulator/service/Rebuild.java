package dev.visualsimilarity.emulator.service;

import dev.visualsimilarity.emulator.live.Change;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A rebuilding of an index's contents that has begun: by an operation, or in the background.
 *
 * @param owner tells one from another
 * @param since what changed the contents meanwhile, and must be applied to what is built
 */
record Rebuild(Object owner, List<Change> since) {

  /** Begins one that nothing has changed meanwhile. */
  static Rebuild by(Object owner) {
    return new Rebuild(owner, List.of());
  }

  Rebuild {
    since = List.copyOf(since);
  }

  Rebuild plus(Change change) {
    return new Rebuild(owner, Stream.concat(since.stream(), Stream.of(change)).toList());
  }

  /** The type of each namespace of the numbers that came meanwhile. */
  Map<String, Class<? extends Number>> numericTypes() {
    Map<String, Class<? extends Number>> types = new HashMap<>();
    since.forEach(change -> types.putAll(change.added().snapshot().numericTypes()));
    return types;
  }
}
