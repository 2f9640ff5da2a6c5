package dev.visualsimilarity.sample.scene;

import dev.visualsimilarity.sample.paint.Canvas;
import dev.visualsimilarity.sample.paint.Pose;
import dev.visualsimilarity.sample.shape.Drawing;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** Finds the part of a product's square that the product takes, to fill the picture with it. */
final class Framing {

  private static final int RESOLUTION = 64;

  private Framing() {}

  /** The bounds of the product in product coordinates. */
  static Rectangle2D bounds(Drawing product, Pose pose) {
    BufferedImage sheet = new BufferedImage(RESOLUTION, RESOLUTION, BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = sheet.createGraphics();
    double unit = RESOLUTION / 2.4;
    graphics.translate(RESOLUTION / 2.0, RESOLUTION / 2.0);
    graphics.scale(unit, unit);
    product.draw(Canvas.silhouette(graphics, pose));
    graphics.dispose();
    int left = RESOLUTION;
    int top = RESOLUTION;
    int right = 0;
    int bottom = 0;
    for (int y = 0; y < RESOLUTION; y++) {
      for (int x = 0; x < RESOLUTION; x++) {
        if ((sheet.getRGB(x, y) >>> 24) > 100) {
          left = Math.min(left, x);
          right = Math.max(right, x + 1);
          top = Math.min(top, y);
          bottom = Math.max(bottom, y + 1);
        }
      }
    }
    double middle = RESOLUTION / 2.0;
    return new Rectangle2D.Double(
        (left - middle) / unit,
        (top - middle) / unit,
        (right - left) / unit,
        (bottom - top) / unit);
  }
}
