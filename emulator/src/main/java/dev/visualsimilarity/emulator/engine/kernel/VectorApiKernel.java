package dev.visualsimilarity.emulator.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The processor's vector instructions, through the Vector API. Loaded by name, where the module
 * {@code jdk.incubator.vector} is present.
 *
 * <p>Each pair of vectors has one accumulator, whatever is computed along with it, so that its sum
 * is the same in every batch. Batches are cut into tiles of 4 queries and 2 rows: 8 independent
 * accumulators hide the latency of an addition, and 6 loads feed 8 of them.
 */
final class VectorApiKernel implements Kernel {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  @Override
  public String description() {
    return "the Vector API, %d bits".formatted(SPECIES.vectorBitSize());
  }

  @Override
  public float dot(float[] a, int aOffset, float[] b, int bOffset, int length) {
    FloatVector sum = FloatVector.zero(SPECIES);
    int end = SPECIES.loopBound(length);
    for (int i = 0; i < end; i += LANES) {
      sum = load(a, aOffset + i).fma(load(b, bOffset + i), sum);
    }
    return total(sum, a, aOffset, b, bOffset, length);
  }

  @Override
  public float squaredL2(float[] a, int aOffset, float[] b, int bOffset, float scale, int length) {
    FloatVector sum0 = FloatVector.zero(SPECIES);
    FloatVector sum1 = sum0;
    int i = 0;
    for (; i <= length - 2 * LANES; i += 2 * LANES) {
      FloatVector d0 = load(a, aOffset + i).sub(load(b, bOffset + i).mul(scale));
      FloatVector d1 = load(a, aOffset + i + LANES).sub(load(b, bOffset + i + LANES).mul(scale));
      sum0 = d0.fma(d0, sum0);
      sum1 = d1.fma(d1, sum1);
    }
    float total = sum0.add(sum1).reduceLanes(VectorOperators.ADD);
    for (; i < length; i++) {
      float d = a[aOffset + i] - scale * b[bOffset + i];
      total += d * d;
    }
    return total;
  }

  @Override
  public float l1(float[] a, int aOffset, float[] b, int bOffset, float scale, int length) {
    FloatVector sum0 = FloatVector.zero(SPECIES);
    FloatVector sum1 = sum0;
    int i = 0;
    for (; i <= length - 2 * LANES; i += 2 * LANES) {
      FloatVector d0 = load(a, aOffset + i).sub(load(b, bOffset + i).mul(scale));
      FloatVector d1 = load(a, aOffset + i + LANES).sub(load(b, bOffset + i + LANES).mul(scale));
      sum0 = sum0.add(d0.abs());
      sum1 = sum1.add(d1.abs());
    }
    float total = sum0.add(sum1).reduceLanes(VectorOperators.ADD);
    for (; i < length; i++) {
      total += Math.abs(a[aOffset + i] - scale * b[bOffset + i]);
    }
    return total;
  }

  @Override
  public void dots(
      float[] queries,
      int queryCount,
      float[] rows,
      int rowsOffset,
      int rowCount,
      int length,
      float[] out) {
    int q = 0;
    for (; q <= queryCount - 4; q += 4) {
      int r = 0;
      for (; r <= rowCount - 2; r += 2) {
        tile4x2(
            queries,
            q * length,
            rows,
            rowsOffset + r * length,
            length,
            out,
            q * rowCount + r,
            rowCount);
      }
      for (; r < rowCount; r++) {
        for (int i = q; i < q + 4; i++) {
          out[i * rowCount + r] = dot(queries, i * length, rows, rowsOffset + r * length, length);
        }
      }
    }
    for (; q < queryCount; q++) {
      int r = 0;
      for (; r <= rowCount - 4; r += 4) {
        tile1x4(queries, q * length, rows, rowsOffset + r * length, length, out, q * rowCount + r);
      }
      for (; r < rowCount; r++) {
        out[q * rowCount + r] = dot(queries, q * length, rows, rowsOffset + r * length, length);
      }
    }
  }

  private static void tile4x2(
      float[] q, int q0, float[] b, int b0, int length, float[] out, int at, int stride) {
    int q1 = q0 + length;
    int q2 = q1 + length;
    int q3 = q2 + length;
    int b1 = b0 + length;
    FloatVector s00 = FloatVector.zero(SPECIES);
    FloatVector s01 = s00;
    FloatVector s10 = s00;
    FloatVector s11 = s00;
    FloatVector s20 = s00;
    FloatVector s21 = s00;
    FloatVector s30 = s00;
    FloatVector s31 = s00;
    int end = SPECIES.loopBound(length);
    for (int i = 0; i < end; i += LANES) {
      FloatVector row0 = load(b, b0 + i);
      FloatVector row1 = load(b, b1 + i);
      FloatVector query = load(q, q0 + i);
      s00 = query.fma(row0, s00);
      s01 = query.fma(row1, s01);
      query = load(q, q1 + i);
      s10 = query.fma(row0, s10);
      s11 = query.fma(row1, s11);
      query = load(q, q2 + i);
      s20 = query.fma(row0, s20);
      s21 = query.fma(row1, s21);
      query = load(q, q3 + i);
      s30 = query.fma(row0, s30);
      s31 = query.fma(row1, s31);
    }
    out[at] = total(s00, q, q0, b, b0, length);
    out[at + 1] = total(s01, q, q0, b, b1, length);
    out[at + stride] = total(s10, q, q1, b, b0, length);
    out[at + stride + 1] = total(s11, q, q1, b, b1, length);
    out[at + 2 * stride] = total(s20, q, q2, b, b0, length);
    out[at + 2 * stride + 1] = total(s21, q, q2, b, b1, length);
    out[at + 3 * stride] = total(s30, q, q3, b, b0, length);
    out[at + 3 * stride + 1] = total(s31, q, q3, b, b1, length);
  }

  private static void tile1x4(
      float[] q, int q0, float[] b, int b0, int length, float[] out, int at) {
    int b1 = b0 + length;
    int b2 = b1 + length;
    int b3 = b2 + length;
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    int end = SPECIES.loopBound(length);
    for (int i = 0; i < end; i += LANES) {
      FloatVector query = load(q, q0 + i);
      s0 = query.fma(load(b, b0 + i), s0);
      s1 = query.fma(load(b, b1 + i), s1);
      s2 = query.fma(load(b, b2 + i), s2);
      s3 = query.fma(load(b, b3 + i), s3);
    }
    out[at] = total(s0, q, q0, b, b0, length);
    out[at + 1] = total(s1, q, q0, b, b1, length);
    out[at + 2] = total(s2, q, q0, b, b2, length);
    out[at + 3] = total(s3, q, q0, b, b3, length);
  }

  /** The lanes of a dot product and the components that fill no vector. */
  private static float total(
      FloatVector lanes, float[] a, int aOffset, float[] b, int bOffset, int length) {
    float total = lanes.reduceLanes(VectorOperators.ADD);
    for (int i = SPECIES.loopBound(length); i < length; i++) {
      total = Math.fma(a[aOffset + i], b[bOffset + i], total);
    }
    return total;
  }

  private static FloatVector load(float[] values, int offset) {
    return FloatVector.fromArray(SPECIES, values, offset);
  }
}
