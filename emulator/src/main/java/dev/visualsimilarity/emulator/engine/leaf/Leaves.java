package dev.visualsimilarity.emulator.engine.leaf;

import dev.visualsimilarity.emulator.engine.file.PayloadReader;
import dev.visualsimilarity.emulator.engine.file.PayloadWriter;
import dev.visualsimilarity.emulator.engine.vectors.FloatMatrix;
import java.io.IOException;
import java.util.Arrays;

/** A partition of rows into leaves, each with a centre. Immutable. */
final class Leaves {
  private final Centers centers;
  private final int[] starts;
  private final int[] rows;

  /**
   * Groups rows by leaf.
   *
   * @param centers one a leaf
   * @param leafOfRow the leaf that each row belongs to
   */
  Leaves(Centers centers, int[] leafOfRow) {
    this.centers = centers;
    this.starts = new int[centers.count() + 1];
    this.rows = new int[leafOfRow.length];
    for (int leaf : leafOfRow) {
      starts[leaf + 1]++;
    }
    Arrays.parallelPrefix(starts, Integer::sum);
    int[] next = starts.clone();
    for (int row = 0; row < leafOfRow.length; row++) {
      rows[next[leafOfRow[row]]++] = row;
    }
  }

  /** Reads what {@link #write} has written. */
  static Leaves read(PayloadReader in, int rowCount, int dimensions) throws IOException {
    int count = in.readCount("leaves", Math.max(1, rowCount));
    FloatMatrix centers = new FloatMatrix(dimensions);
    float[] center = new float[dimensions];
    for (int leaf = 0; leaf < count; leaf++) {
      in.readFloats(center, 0, dimensions);
      centers.append(center);
    }
    int[] leafOfRow = new int[rowCount];
    for (int row = 0; row < rowCount; row++) {
      leafOfRow[row] = in.readCount("as a leaf", count - 1);
    }
    return new Leaves(new Centers(centers), leafOfRow);
  }

  /**
   * Writes the number of leaves (int32), their centres (float32 each component), and the leaf of
   * each row (int32).
   */
  void write(PayloadWriter out) throws IOException {
    out.writeInt(count());
    int[] leafOfRow = new int[rows.length];
    for (int leaf = 0; leaf < count(); leaf++) {
      float[] center = centers.center(leaf);
      out.writeFloats(center, 0, center.length);
      for (int position = start(leaf); position < start(leaf + 1); position++) {
        leafOfRow[row(position)] = leaf;
      }
    }
    for (int leaf : leafOfRow) {
      out.writeInt(leaf);
    }
  }

  int count() {
    return centers.count();
  }

  Centers centers() {
    return centers;
  }

  /** Where a leaf begins in the order of {@link #row}; the next one's beginning is its end. */
  int start(int leaf) {
    return starts[leaf];
  }

  /** How many rows a leaf has. */
  int size(int leaf) {
    return starts[leaf + 1] - starts[leaf];
  }

  /** The row at a position; a leaf's positions follow one another. */
  int row(int position) {
    return rows[position];
  }
}
