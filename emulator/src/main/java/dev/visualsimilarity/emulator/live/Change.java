package dev.visualsimilarity.emulator.live;

import java.util.Set;

/**
 * What changes the contents of an index: some ids go, then some datapoints come.
 *
 * @param removed ids; unknown ones do not count
 * @param added datapoints, each of which takes the place of one with its id; built for exact search
 */
public record Change(Set<String> removed, Part added) {

  /** Copies the set. */
  public Change {
    removed = Set.copyOf(removed);
  }
}
