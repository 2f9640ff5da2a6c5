package dev.visualsimilarity.emulator.engine.vectors;

/**
 * Shows rows as a stretch of an array, which is shared, or overwritten by the next move: it is read
 * only, and at once. Not thread-safe.
 */
public interface RowCursor {

  /** Goes to {@code count} rows from {@code row} on, all of one block of {@link Vectors}. */
  void move(int row, int count);

  /** The array that holds the rows, one after the other. */
  float[] array();

  /** Where the first of the rows begins in it. */
  int offset();
}
