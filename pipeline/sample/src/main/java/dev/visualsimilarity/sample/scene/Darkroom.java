package dev.visualsimilarity.sample.scene;

import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/** Develops a picture: reduces it to its final size and applies the grade. */
final class Darkroom {

  private static final double REFERENCE_SIZE = 288;

  private Darkroom() {}

  /** Averages squares of pixels; the result has no alpha. */
  static BufferedImage reduce(BufferedImage picture, int factor) {
    int size = picture.getWidth() / factor;
    int wide = picture.getWidth();
    int[] in = picture.getRGB(0, 0, wide, wide, null, 0, wide);
    int[] out = new int[size * size];
    int area = factor * factor;
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        int red = area / 2;
        int green = area / 2;
        int blue = area / 2;
        for (int dy = 0; dy < factor; dy++) {
          int start = (y * factor + dy) * wide + x * factor;
          for (int i = start; i < start + factor; i++) {
            red += (in[i] >> 16) & 255;
            green += (in[i] >> 8) & 255;
            blue += in[i] & 255;
          }
        }
        out[y * size + x] = ((red / area) << 16) | ((green / area) << 8) | (blue / area);
      }
    }
    BufferedImage reduced = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
    reduced.setRGB(0, 0, size, size, out, 0, size);
    return reduced;
  }

  /** Applies the grade in place. */
  static void develop(BufferedImage picture, Grade grade) {
    if (grade.equals(Grade.NEUTRAL)) {
      return;
    }
    int size = picture.getWidth();
    int[] pixels = picture.getRGB(0, 0, size, size, null, 0, size);
    SplittableRandom random = new SplittableRandom(grade.seed());
    double share = size / REFERENCE_SIZE;
    double deviation = grade.noise() * Math.min(1, share);
    float[][] planes = new float[3][];
    for (int channel = 0; channel < 3; channel++) {
      planes[channel] = plane(pixels, 16 - 8 * channel);
      Blur.box(planes[channel], size, size, (int) Math.round(grade.blur() * share));
    }
    for (int i = 0; i < pixels.length; i++) {
      int row = i / size;
      double across = (i % size + row) / (2.0 * size) - 0.5;
      double light = grade.exposure() * (1 - grade.falloff() * across);
      double grain = deviation == 0 ? 0 : deviation * random.nextGaussian();
      int red = level(planes[0][i], light * (1 + grade.warmth()), grade, grain);
      int green = level(planes[1][i], light, grade, grain * 0.9);
      int blue = level(planes[2][i], light * (1 - grade.warmth()), grade, grain * 1.1);
      pixels[i] = (red << 16) | (green << 8) | blue;
    }
    picture.setRGB(0, 0, size, size, pixels, 0, size);
  }

  private static float[] plane(int[] pixels, int shift) {
    float[] plane = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      plane[i] = (pixels[i] >> shift) & 255;
    }
    return plane;
  }

  private static int level(float value, double light, Grade grade, double noise) {
    double lit = value * light;
    double level = 128 + (lit - 128) * grade.contrast() + noise;
    return (int) Math.max(0, Math.min(255, Math.round(level)));
  }
}
