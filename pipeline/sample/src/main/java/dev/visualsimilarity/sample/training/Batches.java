package dev.visualsimilarity.sample.training;

import java.util.SplittableRandom;

/**
 * Draws batches at random and varies each picture: moved by a few pixels, and in a light of another
 * strength and colour. Not thread-safe.
 */
final class Batches {

  private static final int MAX_SHIFT = 4;

  private final TrainingImages images;
  private final int batchSize;
  private final SplittableRandom random;

  Batches(TrainingImages images, int batchSize, long seed) {
    this.images = images;
    this.batchSize = batchSize;
    this.random = new SplittableRandom(seed);
  }

  Batch next() {
    int length = Network.REDUCED_SIZE * Network.REDUCED_SIZE * 3;
    byte[] pixels = new byte[batchSize * length];
    int[] labels = new int[batchSize];
    for (int i = 0; i < batchSize; i++) {
      int picture = random.nextInt(images.size());
      labels[i] = images.label(picture);
      vary(images.picture(picture), pixels, i * length);
    }
    return new Batch(pixels, labels);
  }

  private void vary(byte[] picture, byte[] out, int start) {
    int size = Network.REDUCED_SIZE;
    int down = random.nextInt(-MAX_SHIFT, MAX_SHIFT + 1);
    int right = random.nextInt(-MAX_SHIFT, MAX_SHIFT + 1);
    byte[][] curves = new byte[3][];
    double exposure = random.nextDouble(0.82, 1.18);
    for (int channel = 0; channel < 3; channel++) {
      curves[channel] = curve(exposure * random.nextDouble(0.94, 1.06));
    }
    int to = start;
    for (int y = 0; y < size; y++) {
      int row = Math.max(0, Math.min(size - 1, y + down)) * size;
      for (int x = 0; x < size; x++) {
        int from = 3 * (row + Math.max(0, Math.min(size - 1, x + right)));
        for (int channel = 0; channel < 3; channel++) {
          out[to++] = curves[channel][picture[from + channel] & 255];
        }
      }
    }
  }

  private static byte[] curve(double gain) {
    byte[] curve = new byte[256];
    for (int level = 0; level < 256; level++) {
      curve[level] = (byte) Math.min(255, Math.round(gain * level));
    }
    return curve;
  }
}
