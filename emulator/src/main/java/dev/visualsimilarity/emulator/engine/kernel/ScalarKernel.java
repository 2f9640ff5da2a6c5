package dev.visualsimilarity.emulator.engine.kernel;

/** Plain Java. Several accumulators, because one would make every addition wait for the last. */
final class ScalarKernel implements Kernel {

  @Override
  public String description() {
    return "scalar code";
  }

  @Override
  public float dot(float[] a, int aOffset, float[] b, int bOffset, int length) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    int i = 0;
    for (; i <= length - 8; i += 8) {
      int p = aOffset + i;
      int q = bOffset + i;
      s0 += a[p] * b[q];
      s1 += a[p + 1] * b[q + 1];
      s2 += a[p + 2] * b[q + 2];
      s3 += a[p + 3] * b[q + 3];
      s4 += a[p + 4] * b[q + 4];
      s5 += a[p + 5] * b[q + 5];
      s6 += a[p + 6] * b[q + 6];
      s7 += a[p + 7] * b[q + 7];
    }
    for (; i < length; i++) {
      s0 += a[aOffset + i] * b[bOffset + i];
    }
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
  }

  @Override
  public float squaredL2(float[] a, int aOffset, float[] b, int bOffset, float scale, int length) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int i = 0;
    for (; i <= length - 4; i += 4) {
      float d0 = a[aOffset + i] - scale * b[bOffset + i];
      float d1 = a[aOffset + i + 1] - scale * b[bOffset + i + 1];
      float d2 = a[aOffset + i + 2] - scale * b[bOffset + i + 2];
      float d3 = a[aOffset + i + 3] - scale * b[bOffset + i + 3];
      s0 += d0 * d0;
      s1 += d1 * d1;
      s2 += d2 * d2;
      s3 += d3 * d3;
    }
    for (; i < length; i++) {
      float d = a[aOffset + i] - scale * b[bOffset + i];
      s0 += d * d;
    }
    return (s0 + s1) + (s2 + s3);
  }

  @Override
  public float l1(float[] a, int aOffset, float[] b, int bOffset, float scale, int length) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    int i = 0;
    for (; i <= length - 4; i += 4) {
      s0 += Math.abs(a[aOffset + i] - scale * b[bOffset + i]);
      s1 += Math.abs(a[aOffset + i + 1] - scale * b[bOffset + i + 1]);
      s2 += Math.abs(a[aOffset + i + 2] - scale * b[bOffset + i + 2]);
      s3 += Math.abs(a[aOffset + i + 3] - scale * b[bOffset + i + 3]);
    }
    for (; i < length; i++) {
      s0 += Math.abs(a[aOffset + i] - scale * b[bOffset + i]);
    }
    return (s0 + s1) + (s2 + s3);
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
    for (int q = 0; q < queryCount; q++) {
      for (int r = 0; r < rowCount; r++) {
        out[q * rowCount + r] = dot(queries, q * length, rows, rowsOffset + r * length, length);
      }
    }
  }
}
