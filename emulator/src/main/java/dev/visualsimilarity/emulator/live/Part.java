package dev.visualsimilarity.emulator.live;

import dev.visualsimilarity.emulator.engine.IndexSnapshot;
import java.util.Optional;

/**
 * Datapoints that came together.
 *
 * @param snapshot the datapoints
 * @param directory the name under which they are kept on disk; empty where they are not
 */
public record Part(IndexSnapshot snapshot, Optional<String> directory) {

  /** Datapoints that are not kept on disk. */
  public static Part inMemory(IndexSnapshot snapshot) {
    return new Part(snapshot, Optional.empty());
  }
}
