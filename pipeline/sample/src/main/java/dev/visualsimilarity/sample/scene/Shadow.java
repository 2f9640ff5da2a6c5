package dev.visualsimilarity.sample.scene;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;

/**
 * The shadow of a product, made of its own silhouette: thrown back over the floor by what stands,
 * and onto the table by what lies. Computed small and enlarged, since it is blurred.
 */
final class Shadow {

  private static final int RESOLUTION = 96;

  private final BufferedImage product;
  private final int size;

  Shadow(BufferedImage product) {
    this.product = product;
    this.size = product.getWidth();
  }

  /** Casts the shadow onto the picture that the graphics draws. */
  void cast(Graphics2D graphics, boolean standing, double strength) {
    if (standing) {
      int floor = floor();
      lay(
          graphics,
          product,
          new AffineTransform(1, 0, -0.6, 0.24, 0.6 * floor, 0.76 * floor),
          3,
          0.5 * strength);
      int top = Math.max(0, floor - size / 12);
      BufferedImage feet = product.getSubimage(0, top, size, Math.max(1, floor - top));
      lay(
          graphics,
          feet,
          new AffineTransform(1, 0, 0, 0.5, 0, floor - 0.025 * size),
          2,
          0.55 * strength);
      lay(graphics, feet, new AffineTransform(1, 0, 0, 0.3, 0, floor - 0.012 * size), 1, strength);
    } else {
      lay(
          graphics,
          product,
          AffineTransform.getTranslateInstance(0.03 * size, 0.04 * size),
          4,
          strength);
      lay(
          graphics,
          product,
          AffineTransform.getTranslateInstance(0.006 * size, 0.01 * size),
          1,
          strength);
    }
  }

  private void lay(
      Graphics2D graphics,
      BufferedImage silhouette,
      AffineTransform transform,
      int radius,
      double strength) {
    double reduction = (double) RESOLUTION / size;
    AffineTransform reduced = AffineTransform.getScaleInstance(reduction, reduction);
    reduced.concatenate(transform);
    BufferedImage sheet = new BufferedImage(RESOLUTION, RESOLUTION, BufferedImage.TYPE_INT_ARGB);
    Graphics2D onto = sheet.createGraphics();
    onto.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    onto.drawImage(silhouette, reduced, null);
    onto.dispose();
    int[] pixels = sheet.getRGB(0, 0, RESOLUTION, RESOLUTION, null, 0, RESOLUTION);
    float[] alpha = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      alpha[i] = pixels[i] >>> 24;
    }
    Blur.box(alpha, RESOLUTION, RESOLUTION, radius);
    Blur.box(alpha, RESOLUTION, RESOLUTION, radius);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (Math.round(alpha[i] * (float) strength) << 24) | 0x140f12;
    }
    sheet.setRGB(0, 0, RESOLUTION, RESOLUTION, pixels, 0, RESOLUTION);
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(sheet, 0, 0, size, size, null);
  }

  /** The lowest row the product touches. */
  private int floor() {
    int[] row = new int[size];
    for (int y = size - 1; y > 0; y--) {
      product.getRGB(0, y, size, 1, row, 0, size);
      for (int pixel : row) {
        if ((pixel >>> 24) > 128) {
          return y;
        }
      }
    }
    return size;
  }
}
