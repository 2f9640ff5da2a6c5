package dev.visualsimilarity.emulator.engine.leaf;

/**
 * A rotated query whose components are rounded to 16 levels, bit by bit: its sum with the signs of
 * a row is a few ANDs and population counts.
 *
 * <p>With q[i] = low + step * u[i] and u[i] from 0 to 15, the sum of q[i] over the bits that are
 * set in a code is low * ones + step * (sum over the 4 bits b of u: 2^b * the count of code AND
 * plane b).
 */
final class CodedQuery {
  private static final int PLANES = 4;
  private static final int LEVELS = (1 << PLANES) - 1;

  /** The planes of the first 64 components, then those of the next. */
  private final long[] planes;

  private final float low;
  private final float step;
  private final float sum;

  CodedQuery(float[] rotated) {
    this.planes = new long[rotated.length / Long.SIZE * PLANES];
    float least = Float.POSITIVE_INFINITY;
    float most = Float.NEGATIVE_INFINITY;
    for (float value : rotated) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    this.low = least;
    this.step = (most - least) / LEVELS;
    long levels = 0;
    for (int i = 0; i < rotated.length; i++) {
      int level = step > 0 ? Math.min(LEVELS, Math.round((rotated[i] - low) / step)) : 0;
      levels += level;
      int at = i / Long.SIZE * PLANES;
      for (int plane = 0; plane < PLANES; plane++) {
        planes[at + plane] |= (level >>> plane & 1L) << i;
      }
    }
    this.sum = low * rotated.length + step * levels;
  }

  /** The sum of the components, each with the sign of a code that has {@code ones} bits set. */
  float signedSum(long[] words, int offset, int ones) {
    int count0 = 0;
    int count1 = 0;
    int count2 = 0;
    int count3 = 0;
    for (int at = 0, word = offset; at < planes.length; at += PLANES, word++) {
      long code = words[word];
      count0 += Long.bitCount(code & planes[at]);
      count1 += Long.bitCount(code & planes[at + 1]);
      count2 += Long.bitCount(code & planes[at + 2]);
      count3 += Long.bitCount(code & planes[at + 3]);
    }
    int levels = count0 + 2 * count1 + 4 * count2 + 8 * count3;
    return 2 * (low * ones + step * levels) - sum;
  }
}
