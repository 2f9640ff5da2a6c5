package dev.visualsimilarity.emulator.live;

import dev.visualsimilarity.datapoint.Attributes;
import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.emulator.engine.IndexSnapshot;

/**
 * One result of a search.
 *
 * @param snapshot where the datapoint is
 * @param row its row there
 * @param distance as the service reports it
 */
public record Hit(IndexSnapshot snapshot, int row, double distance) {

  /** The datapoint's id. */
  public String id() {
    return snapshot.id(row);
  }

  /** The datapoint's attributes. */
  public Attributes attributes() {
    return snapshot.attributes(row);
  }

  /** The datapoint, its vector as it was given. */
  public Datapoint datapoint() {
    return snapshot.datapoint(row);
  }
}
