package dev.visualsimilarity.emulator.benchmark;

import java.util.Random;
import java.util.stream.IntStream;

/**
 * Vectors that resemble what an image model gives for photographs of many kinds of product: points
 * of 400 clusters in 48 dimensions, mapped to 1280 by a random matrix, then the network's last
 * steps, max(0, x), some noise, and length 1. The same on every machine.
 */
final class SyntheticEmbeddings {
  static final int DIMENSIONS = 1280;
  private static final int LATENT = 48;
  private static final int CLUSTERS = 400;
  private static final double SPREAD = 0.5;
  private static final double NOISE = 0.3;
  private static final long WORLD = 7;

  private final float[][] axes = new float[LATENT][];
  private final float[][] clusters = new float[CLUSTERS][];

  SyntheticEmbeddings() {
    Random random = new Random(WORLD);
    for (int i = 0; i < LATENT; i++) {
      axes[i] = gaussian(random, DIMENSIONS);
    }
    for (int i = 0; i < CLUSTERS; i++) {
      clusters[i] = gaussian(random, LATENT);
    }
  }

  /** The vectors numbered from {@code from} on, of one of many series. */
  float[][] vectors(long series, int from, int count) {
    float[][] vectors = new float[count][];
    IntStream.range(0, count)
        .parallel()
        .forEach(i -> vectors[i] = vector(new Random(series << 32 ^ (from + i) * 0x9E3779B97F4AL)));
    return vectors;
  }

  private float[] vector(Random random) {
    float[] cluster = clusters[random.nextInt(CLUSTERS)];
    float[] vector = new float[DIMENSIONS];
    for (int i = 0; i < LATENT; i++) {
      float along = (float) (cluster[i] + SPREAD * random.nextGaussian());
      for (int d = 0; d < DIMENSIONS; d++) {
        vector[d] += along * axes[i][d];
      }
    }
    double squares = 0;
    for (int d = 0; d < DIMENSIONS; d++) {
      double active = Math.max(0, vector[d]);
      vector[d] = (float) Math.max(0, active + NOISE * random.nextGaussian());
      squares += vector[d] * vector[d];
    }
    for (int d = 0; d < DIMENSIONS; d++) {
      vector[d] /= (float) Math.sqrt(squares);
    }
    return vector;
  }

  private static float[] gaussian(Random random, int length) {
    float[] vector = new float[length];
    for (int i = 0; i < length; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }
}
