package dev.visualsimilarity.emulator.engine.vectors;

import dev.visualsimilarity.emulator.engine.file.IndexFile;
import java.io.IOException;
import java.nio.FloatBuffer;

/**
 * Rows of a mapped file: float32, little-endian, nothing between them. It is mapped in pieces,
 * because a buffer holds 2 GiB at most.
 *
 * <p>Cursors copy the rows they show into an array that stays in the processor's cache: the vector
 * instructions of all JDKs from 17 on load from arrays, but from mapped memory by different types.
 */
public final class MappedVectors implements Vectors {
  private static final long BYTES_PER_PIECE = 1L << 30;

  private final int rows;
  private final int columns;
  private final int rowsPerBlock;
  private final int shift;
  private final FloatBuffer[] pieces;

  private MappedVectors(int rows, int columns, long bytesPerPiece) {
    this.rows = rows;
    this.columns = columns;
    this.rowsPerBlock = FloatMatrix.rowsPerBlock(columns);
    long rowsPerPiece = Math.max(rowsPerBlock, bytesPerPiece / Float.BYTES / columns);
    this.shift = Long.numberOfTrailingZeros(Long.highestOneBit(rowsPerPiece));
    this.pieces = new FloatBuffer[rows == 0 ? 0 : ((rows - 1) >>> shift) + 1];
  }

  /** Maps a file whose payload is {@code rows * columns} floats. */
  public static MappedVectors map(IndexFile file, int rows, int columns) throws IOException {
    return map(file, rows, columns, BYTES_PER_PIECE);
  }

  static MappedVectors map(IndexFile file, int rows, int columns, long bytesPerPiece)
      throws IOException {
    MappedVectors vectors = new MappedVectors(rows, columns, bytesPerPiece);
    long bytesPerRow = (long) Float.BYTES * columns;
    file.requireLength(rows * bytesPerRow);
    for (int i = 0; i < vectors.pieces.length; i++) {
      long from = (long) i << vectors.shift;
      long to = Math.min(rows, (i + 1L) << vectors.shift);
      vectors.pieces[i] = file.map(from * bytesPerRow, (to - from) * bytesPerRow).asFloatBuffer();
    }
    return vectors;
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
    return rowsPerBlock;
  }

  @Override
  public RowCursor cursor() {
    return new Cursor();
  }

  private final class Cursor implements RowCursor {
    private float[] array = new float[columns];

    @Override
    public void move(int row, int count) {
      if (array.length < count * columns) {
        array = new float[count * columns];
      }
      int first = row & ((1 << shift) - 1);
      pieces[row >>> shift].get(first * columns, array, 0, count * columns);
    }

    @Override
    public float[] array() {
      return array;
    }

    @Override
    public int offset() {
      return 0;
    }
  }
}
