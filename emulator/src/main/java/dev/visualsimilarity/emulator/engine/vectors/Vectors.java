package dev.visualsimilarity.emulator.engine.vectors;

/** Rows of equal length, in memory or in a mapped file. Safe for any number of readers. */
public interface Vectors {

  /** How many vectors there are. */
  int rows();

  /** Floats of a vector. */
  int columns();

  /**
   * Rows that a cursor can give at once: a power of two. A run of rows that does not cross a
   * multiple of it lies together.
   */
  int rowsPerBlock();

  /** A way through the rows for one thread. */
  RowCursor cursor();

  /** A copy of one row. */
  default float[] copyOfRow(int row) {
    RowCursor cursor = cursor();
    cursor.move(row, 1);
    float[] copy = new float[columns()];
    System.arraycopy(cursor.array(), cursor.offset(), copy, 0, copy.length);
    return copy;
  }
}
