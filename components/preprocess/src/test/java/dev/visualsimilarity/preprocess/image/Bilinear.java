package dev.visualsimilarity.preprocess.image;

import dev.visualsimilarity.tensors.TensorSpec;
import java.awt.image.BufferedImage;

/**
 * The resizing of the numerical contract, written plainly from its definition: bilinear, half-pixel
 * centres, no antialiasing, on intensities in [0, 1].
 */
final class Bilinear {

  private Bilinear() {}

  /** The elements, row by row, red first. */
  static float[] resize(BufferedImage image, TensorSpec spec) {
    float[] out = new float[spec.elements()];
    for (int y = 0; y < spec.height(); y++) {
      for (int x = 0; x < spec.width(); x++) {
        double sourceY = (y + 0.5) * image.getHeight() / spec.height() - 0.5;
        double sourceX = (x + 0.5) * image.getWidth() / spec.width() - 0.5;
        int top = (int) Math.floor(sourceY);
        int left = (int) Math.floor(sourceX);
        for (int channel = 0; channel < TensorSpec.CHANNELS; channel++) {
          double upper =
              mix(at(image, left, top, channel), at(image, left + 1, top, channel), sourceX - left);
          double lower =
              mix(
                  at(image, left, top + 1, channel),
                  at(image, left + 1, top + 1, channel),
                  sourceX - left);
          out[(y * spec.width() + x) * TensorSpec.CHANNELS + channel] =
              (float) (mix(upper, lower, sourceY - top) / 255);
        }
      }
    }
    return out;
  }

  private static double mix(double a, double b, double share) {
    return a + (b - a) * share;
  }

  private static int at(BufferedImage image, int x, int y, int channel) {
    int insideX = Math.max(0, Math.min(image.getWidth() - 1, x));
    int insideY = Math.max(0, Math.min(image.getHeight() - 1, y));
    if (image.getType() == BufferedImage.TYPE_BYTE_GRAY) {
      // getRGB would convert from a linear grey.
      return image.getRaster().getSample(insideX, insideY, 0);
    }
    if (image.getType() == BufferedImage.TYPE_USHORT_GRAY) {
      return image.getRaster().getSample(insideX, insideY, 0) >> 8;
    }
    return image.getRGB(insideX, insideY) >> (16 - 8 * channel) & 0xff;
  }
}
