package dev.visualsimilarity.indexdata;

/**
 * What the vectors of an index must keep.
 *
 * @param dimensions what every vector must have; 0: what the first records have
 * @param zeroVectorsAllowed false where the index divides vectors by their length: with {@code
 *     UNIT_L2_NORM} or {@code COSINE_DISTANCE}
 */
public record RecordRules(int dimensions, boolean zeroVectorsAllowed) {

  RecordRules withDimensions(int given) {
    return new RecordRules(given, zeroVectorsAllowed);
  }

  boolean allows(float[] vector) {
    if (zeroVectorsAllowed) {
      return true;
    }
    for (float component : vector) {
      if (component != 0) {
        return true;
      }
    }
    return false;
  }
}
