package dev.visualsimilarity.datapoint;

/**
 * An item of an index.
 *
 * @param id unique in its index; not empty
 * @param vector the embedding; the array is shared, not copied, and must not be changed
 * @param attributes for filtering
 */
// Two datapoints are never compared: an array in a record costs nothing here.
@SuppressWarnings("ArrayRecordComponent")
public record Datapoint(String id, float[] vector, Attributes attributes) {

  public Datapoint {
    if (id.isEmpty()) {
      throw new IllegalArgumentException("a datapoint has no id");
    }
  }
}
