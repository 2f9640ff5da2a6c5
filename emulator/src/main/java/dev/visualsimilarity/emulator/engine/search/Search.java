package dev.visualsimilarity.emulator.engine.search;

import java.util.BitSet;
import java.util.Optional;

/**
 * A query made ready for one index.
 *
 * @param vector as the index's vectors are compared
 * @param neighborCount rows wanted
 * @param crowding whether rows are left out afterwards, so that farther ones come in
 * @param candidateCount rows that an approximate index keeps for exact comparison
 * @param leafFraction share of the leaves that it looks into
 * @param matching the rows that may be found; empty = all
 */
// Two searches are never compared: an array in a record costs nothing here.
@SuppressWarnings("ArrayRecordComponent")
public record Search(
    float[] vector,
    int neighborCount,
    boolean crowding,
    int candidateCount,
    double leafFraction,
    Optional<BitSet> matching) {

  /** Whether a row may be found. */
  public boolean lets(int row) {
    return matching.isEmpty() || matching.get().get(row);
  }

  /** How many of {@code rows} rows may be found. */
  public int matchCount(int rows) {
    return matching.map(BitSet::cardinality).orElse(rows);
  }
}
