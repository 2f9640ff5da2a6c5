package dev.visualsimilarity.emulator.service;

import dev.visualsimilarity.emulator.live.Change;
import java.util.List;
import java.util.stream.Stream;

/**
 * A rebuilding of an index's contents that has begun: by an operation, or in the background.
 *
 * @param owner tells one from another
 * @param byOperation whether an operation does it; only one may, and it goes before the background
 * @param since what changed the contents meanwhile, and must be applied to what is built
 */
record Rebuild(Object owner, boolean byOperation, List<Change> since) {

  Rebuild {
    since = List.copyOf(since);
  }

  Rebuild plus(Change change) {
    return new Rebuild(
        owner, byOperation, Stream.concat(since.stream(), Stream.of(change)).toList());
  }
}
