package dev.visualsimilarity.sample.paint;

import java.awt.Graphics2D;
import java.awt.TexturePaint;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/** Fine structure of a surface: weave, hide or the rings of wood, as a tile of faint noise. */
final class Grain {

  private static final int TILE = 128;
  private static final BufferedImage FINE = noise(1, 1, 26);
  private static final BufferedImage HIDE = noise(3, 3, 34);
  private static final BufferedImage RINGS = noise(40, 2, 60);

  private Grain() {}

  /** Lays the grain of a finish over an area; nothing for smooth ones. */
  static void paint(Graphics2D graphics, Rectangle2D box, Finish finish) {
    switch (finish) {
      case CLOTH -> fill(graphics, box, FINE, 0.5);
      case LEATHER -> fill(graphics, box, HIDE, 0.6);
      case WOOD -> fill(graphics, box, RINGS, 1.1);
      case MATTE, GLAZED, GLOSSY, METAL -> {}
    }
  }

  private static void fill(
      Graphics2D graphics, Rectangle2D box, BufferedImage tile, double tileSize) {
    graphics.setPaint(new TexturePaint(tile, new Rectangle2D.Double(0, 0, tileSize, tileSize)));
    graphics.fill(box);
  }

  /** Value noise whose spots are so many pixels long and high. */
  private static BufferedImage noise(int length, int height, int opacity) {
    SplittableRandom random = new SplittableRandom(length * 1000L + height);
    BufferedImage tile = new BufferedImage(TILE, TILE, BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < TILE; y += height) {
      int start = random.nextInt(length);
      for (int x = -start; x < TILE; x += length) {
        double value = random.nextDouble() * 2 - 1;
        int alpha = (int) (Math.abs(value) * opacity);
        int pixel = (alpha << 24) | (value > 0 ? 0xffffff : 0);
        for (int dy = 0; dy < height && y + dy < TILE; dy++) {
          for (int dx = Math.max(0, -x); dx < length && x + dx < TILE; dx++) {
            tile.setRGB(x + dx, y + dy, pixel);
          }
        }
      }
    }
    return tile;
  }
}
