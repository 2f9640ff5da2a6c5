package dev.visualsimilarity.emulator.engine.leaf;

import dev.visualsimilarity.emulator.engine.file.PayloadReader;
import dev.visualsimilarity.emulator.engine.file.PayloadWriter;
import dev.visualsimilarity.emulator.engine.kernel.Kernels;
import dev.visualsimilarity.emulator.engine.kernel.WideKernels;
import dev.visualsimilarity.emulator.engine.search.TopRows;
import dev.visualsimilarity.emulator.engine.vectors.FloatMatrix;
import java.io.IOException;
import java.util.Arrays;

/** A partition of rows into leaves, each with a centre. Immutable. */
final class Leaves {
  private final FloatMatrix centers;
  private final double[] halfSquaredLengths;
  private final int[] starts;
  private final int[] rows;

  /**
   * Groups rows by leaf.
   *
   * @param centers one row a leaf
   * @param leafOfRow the leaf that each row belongs to
   */
  Leaves(FloatMatrix centers, int[] leafOfRow) {
    this.centers = centers;
    this.halfSquaredLengths = halfSquaredLengths(centers);
    this.starts = new int[centers.rows() + 1];
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
      in.readFloats(center);
      centers.append(center);
    }
    int[] leafOfRow = new int[rowCount];
    for (int row = 0; row < rowCount; row++) {
      leafOfRow[row] = in.readCount("as a leaf", count - 1);
    }
    return new Leaves(centers, leafOfRow);
  }

  /**
   * Writes the number of leaves (int32), their centres (float32 each component), and the leaf of
   * each row (int32).
   */
  void write(PayloadWriter out) throws IOException {
    out.writeInt(count());
    for (int leaf = 0; leaf < count(); leaf++) {
      out.writeFloats(centers.block(leaf), centers.offset(leaf), centers.columns());
    }
    int[] leafOfRow = new int[rows.length];
    for (int leaf = 0; leaf < count(); leaf++) {
      for (int position = start(leaf); position < start(leaf + 1); position++) {
        leafOfRow[row(position)] = leaf;
      }
    }
    for (int leaf : leafOfRow) {
      out.writeInt(leaf);
    }
  }

  int count() {
    return centers.rows();
  }

  /** Where a leaf begins in the order of {@link #row}; the next one's beginning is its end. */
  int start(int leaf) {
    return starts[leaf];
  }

  /** The row at a position; a leaf's positions follow one another. */
  int row(int position) {
    return rows[position];
  }

  /** All leaves, the most promising for a prepared query first. */
  int[] ordered(float[] query, boolean byDotProduct) {
    int[] identity = new int[count()];
    Arrays.setAll(identity, i -> i);
    TopRows best = new TopRows(count(), identity);
    for (int leaf = 0; leaf < count(); leaf++) {
      double dot = dot(query, 0, centers.block(leaf), centers.offset(leaf), centers.columns());
      // |q - c|^2 = |q|^2 - 2 (q.c - |c|^2 / 2), and |q| is the same for every leaf.
      double nearness = byDotProduct ? dot : dot - halfSquaredLengths[leaf];
      best.offer(leaf, WideKernels.saturated(nearness));
    }
    int[] order = new int[count()];
    best.drain(order, new float[count()]);
    return order;
  }

  static double[] halfSquaredLengths(FloatMatrix centers) {
    double[] halves = new double[centers.rows()];
    for (int i = 0; i < halves.length; i++) {
      float[] block = centers.block(i);
      int offset = centers.offset(i);
      halves[i] = dot(block, offset, block, offset, centers.columns()) / 2;
    }
    return halves;
  }

  private static double dot(float[] a, int aOffset, float[] b, int bOffset, int length) {
    float dot = Kernels.active().dot(a, aOffset, b, bOffset, length);
    return Float.isFinite(dot) ? dot : WideKernels.dot(a, aOffset, b, bOffset, length);
  }
}
