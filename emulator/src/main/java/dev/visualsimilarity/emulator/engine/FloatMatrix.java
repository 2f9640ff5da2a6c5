package dev.visualsimilarity.emulator.engine;

import java.util.Arrays;

/**
 * Rows of equal length, kept in blocks of about 256 Ki floats: it grows without copying, holds more
 * floats than one array can, and a block of rows fits the second-level cache.
 *
 * <p>Filled by one thread, then read by any number.
 */
final class FloatMatrix {
  private static final int FLOATS_PER_BLOCK = 1 << 18;

  private final int columns;
  private final int shift;
  private final int mask;
  private float[][] blocks = new float[4][];
  private int rows;

  FloatMatrix(int columns) {
    this.columns = columns;
    int rowsPerBlock = Integer.highestOneBit(Math.max(1, FLOATS_PER_BLOCK / columns));
    this.shift = Integer.numberOfTrailingZeros(rowsPerBlock);
    this.mask = rowsPerBlock - 1;
  }

  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }

  /** Rows of a block; the first row of each is a multiple of it. */
  int rowsPerBlock() {
    return mask + 1;
  }

  /** The array that holds a row, from {@link #offset} on. */
  float[] block(int row) {
    return blocks[row >>> shift];
  }

  int offset(int row) {
    return (row & mask) * columns;
  }

  int append(float[] values) {
    int row = rows;
    int block = row >>> shift;
    if (block == blocks.length) {
      blocks = Arrays.copyOf(blocks, blocks.length * 2);
    }
    if (blocks[block] == null) {
      blocks[block] = new float[rowsPerBlock() * columns];
    }
    rows++;
    set(row, values);
    return row;
  }

  void set(int row, float[] values) {
    System.arraycopy(values, 0, block(row), offset(row), columns);
  }

  float[] copyOfRow(int row) {
    int offset = offset(row);
    return Arrays.copyOfRange(block(row), offset, offset + columns);
  }
}
