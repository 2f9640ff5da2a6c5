package dev.visualsimilarity.sample.backdrop;

import dev.visualsimilarity.sample.paint.Colours;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.LinearGradientPaint;
import java.awt.RadialGradientPaint;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.SplittableRandom;

/**
 * What is behind a product: a wall and, below the horizon, the top of a table.
 *
 * @param wall the surface above the horizon
 * @param table the surface below it
 * @param depth how far above the foot of the product the table ends, as a share of the picture;
 *     infinite for a table seen from above
 * @param lights number of blurred lights in front of the wall
 * @param seed where planks, stains and lights fall
 */
public record Backdrop(Surface wall, Surface table, double depth, int lights, long seed) {

  /**
   * Fills a square picture.
   *
   * @param foot the lowest row of the product, as a share of the picture
   */
  public void paint(Graphics2D graphics, int size, double foot) {
    SplittableRandom random = new SplittableRandom(seed);
    double edge = Math.max(0, foot - depth) * size;
    if (edge > 0) {
      wall.paint(graphics, new Rectangle2D.Double(0, 0, size, edge), size, random);
      lights(graphics, edge, size, random);
    }
    Rectangle2D top = new Rectangle2D.Double(0, edge, size, size - edge);
    table.paint(graphics, top, size, random);
    if (edge > 0) {
      graphics.setPaint(
          new LinearGradientPaint(
              0,
              (float) edge,
              0,
              (float) (edge + 0.16 * size),
              new float[] {0, 0.12f, 1},
              new Color[] {
                Colours.fade(Color.BLACK, 0.3),
                Colours.fade(Color.BLACK, 0.12),
                Colours.fade(Color.BLACK, 0)
              }));
      graphics.fill(top);
    }
  }

  private void lights(Graphics2D graphics, double edge, int size, SplittableRandom random) {
    for (int i = 0; i < lights; i++) {
      double radius = size * random.nextDouble(0.04, 0.14);
      double x = size * random.nextDouble();
      double y = edge * random.nextDouble();
      Color glow = Color.getHSBColor((float) random.nextDouble(0.02, 0.17), 0.5f, 1);
      graphics.setPaint(
          new RadialGradientPaint(
              new Point2D.Double(x, y),
              (float) radius,
              new float[] {0, 0.8f, 1},
              new Color[] {
                Colours.fade(glow, 0.35), Colours.fade(glow, 0.28), Colours.fade(glow, 0)
              }));
      graphics.fill(new Rectangle2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
    }
  }
}
