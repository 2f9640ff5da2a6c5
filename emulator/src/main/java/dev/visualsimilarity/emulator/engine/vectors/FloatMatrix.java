package dev.visualsimilarity.emulator.engine.vectors;

import java.util.Arrays;

/**
 * Rows in memory, in many arrays: it grows without copying, and holds more floats than one array
 * can.
 *
 * <p>Filled by one thread, then read by any number.
 */
public final class FloatMatrix implements Vectors {
  /**
   * 256 KiB. The garbage collector gives arrays of more than half a region (of 1 MiB or more) whole
   * regions, and wastes what they do not fill.
   */
  private static final int FLOATS_PER_BLOCK = 1 << 16;

  private final int columns;
  private final int shift;
  private final int mask;
  private float[][] blocks = new float[4][];
  private int rows;

  /** A matrix without rows. */
  public FloatMatrix(int columns) {
    this.columns = columns;
    int rowsPerBlock = rowsPerBlock(columns);
    this.shift = Integer.numberOfTrailingZeros(rowsPerBlock);
    this.mask = rowsPerBlock - 1;
  }

  static int rowsPerBlock(int columns) {
    return Integer.highestOneBit(Math.max(1, FLOATS_PER_BLOCK / columns));
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public int rowsPerBlock() {
    return mask + 1;
  }

  /** The array that holds a row, from {@link #offset} on. */
  public float[] block(int row) {
    return blocks[row >>> shift];
  }

  /** Where a row begins in its array. */
  public int offset(int row) {
    return (row & mask) * columns;
  }

  /** Adds a copy of a row; the answer is its number. */
  public int append(float[] values) {
    int row = rows;
    int block = row >>> shift;
    if (block == blocks.length) {
      blocks = Arrays.copyOf(blocks, blocks.length * 2);
    }
    if (blocks[block] == null) {
      int rowsAtFirst = block == 0 ? 1 : rowsPerBlock();
      blocks[block] = new float[rowsAtFirst * columns];
    } else if (offset(row) == blocks[block].length) {
      // Only the first block grows: many matrices have a few rows.
      blocks[block] = Arrays.copyOf(blocks[block], 2 * blocks[block].length);
    }
    rows++;
    set(row, values);
    return row;
  }

  /** Replaces a row. */
  public void set(int row, float[] values) {
    System.arraycopy(values, 0, block(row), offset(row), columns);
  }

  @Override
  public RowCursor cursor() {
    return new Cursor();
  }

  private final class Cursor implements RowCursor {
    private float[] array = {};
    private int offset;

    @Override
    public void move(int row, int count) {
      array = block(row);
      offset = FloatMatrix.this.offset(row);
    }

    @Override
    public float[] array() {
      return array;
    }

    @Override
    public int offset() {
      return offset;
    }
  }
}
