package dev.visualsimilarity.emulator.engine.leaf;

import dev.visualsimilarity.emulator.engine.file.PayloadReader;
import dev.visualsimilarity.emulator.engine.file.PayloadWriter;
import java.io.IOException;

/**
 * The codes of the rows of one leaf: what is left of each after its leaf's centre is taken away, as
 * one sign a component.
 *
 * <p>Of a residual r, rotated, the code keeps the signs s, and beside them |r|^2 / sum |r[i]|:
 * times the signed sum of a rotated query's components, that estimates the dot product of query and
 * residual without bias (Gao and Long, "RaBitQ", SIGMOD 2024, section 3).
 */
final class LeafCodes {
  private final int wordsPerRow;
  private final long[] words;
  private final int[] ones;
  private final float[] factors;
  private final float[] halfSquaredLengths;

  /** Room for {@code rows} rows. */
  LeafCodes(int rows, int wordsPerRow) {
    this.wordsPerRow = wordsPerRow;
    this.words = new long[rows * wordsPerRow];
    this.ones = new int[rows];
    this.factors = new float[rows];
    this.halfSquaredLengths = new float[rows];
  }

  /**
   * Sets the code of a row.
   *
   * @param index of the row in its leaf
   * @param rotated its residual, rotated
   * @param squaredLength of the row itself
   */
  void set(int index, float[] rotated, double squaredLength) {
    double absolutes = 0;
    double squares = 0;
    for (int i = 0; i < rotated.length; i++) {
      float value = rotated[i];
      if (value > 0) {
        words[index * wordsPerRow + i / Long.SIZE] |= 1L << i;
      }
      absolutes += Math.abs(value);
      squares += (double) value * value;
    }
    factors[index] = absolutes == 0 ? 0 : (float) (squares / absolutes);
    halfSquaredLengths[index] = (float) (squaredLength / 2);
    count(index);
  }

  /** Whether the estimates of all rows stay in the range of floats. */
  boolean isFinite() {
    for (int i = 0; i < factors.length; i++) {
      if (!Float.isFinite(factors[i]) || !Float.isFinite(halfSquaredLengths[i])) {
        return false;
      }
    }
    return true;
  }

  /** An estimate of the dot product of a query and a row's residual. */
  float residualDot(CodedQuery query, int index) {
    return factors[index] * query.signedSum(words, index * wordsPerRow, ones[index]);
  }

  /** Half of the squared length of a row. */
  float halfSquaredLength(int index) {
    return halfSquaredLengths[index];
  }

  /**
   * Writes, row by row: the signs (an int64 for 64 components, the first in the lowest bit), the
   * factor (float32), and half of the row's squared length (float32).
   */
  void write(PayloadWriter out) throws IOException {
    for (int i = 0; i < factors.length; i++) {
      out.writeLongs(words, i * wordsPerRow, wordsPerRow);
      out.writeFloats(factors, i, 1);
      out.writeFloats(halfSquaredLengths, i, 1);
    }
  }

  /** Reads what {@link #write} has written of {@code rows} rows. */
  static LeafCodes read(PayloadReader in, int rows, int wordsPerRow) throws IOException {
    LeafCodes codes = new LeafCodes(rows, wordsPerRow);
    for (int i = 0; i < rows; i++) {
      in.readLongs(codes.words, i * wordsPerRow, wordsPerRow);
      in.readFloats(codes.factors, i, 1);
      in.readFloats(codes.halfSquaredLengths, i, 1);
      codes.count(i);
    }
    return codes;
  }

  private void count(int index) {
    int count = 0;
    for (int i = 0; i < wordsPerRow; i++) {
      count += Long.bitCount(words[index * wordsPerRow + i]);
    }
    ones[index] = count;
  }
}
