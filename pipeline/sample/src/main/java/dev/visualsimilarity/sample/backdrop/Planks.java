package dev.visualsimilarity.sample.backdrop;

import dev.visualsimilarity.sample.paint.Colours;
import dev.visualsimilarity.sample.paint.Outlines;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.util.SplittableRandom;

/** Wooden boards side by side, each with a tone and a grain of its own. */
record Planks(Color wood, double width) implements Surface {

  @Override
  public void paint(Graphics2D graphics, Rectangle2D area, double unit, SplittableRandom random) {
    double board = width * unit;
    Shape clip = graphics.getClip();
    double start = area.getMinY() - random.nextDouble() * board;
    for (double y = start; y < area.getMaxY(); y += board) {
      Rectangle2D plank =
          new Rectangle2D.Double(area.getMinX(), y, area.getWidth(), board)
              .createIntersection(area);
      graphics.setClip(clip);
      graphics.clip(plank);
      Color tone = Colours.darker(wood, 0.22 * random.nextDouble());
      graphics.setColor(tone);
      graphics.fill(plank);
      grain(graphics, plank, tone, unit, random);
      graphics.setColor(Colours.fade(Color.BLACK, 0.4));
      graphics.setStroke(new BasicStroke((float) (0.006 * unit)));
      graphics.draw(Outlines.curve(area.getMinX(), y, area.getMaxX(), y));
    }
    graphics.setClip(clip);
  }

  private static void grain(
      Graphics2D graphics, Rectangle2D plank, Color tone, double unit, SplittableRandom random) {
    for (int i = 0; i < 16; i++) {
      double y = plank.getMinY() + plank.getHeight() * random.nextDouble();
      double wave = 0.012 * unit * (random.nextDouble() - 0.5);
      Color line = random.nextBoolean() ? Colours.darker(tone, 0.35) : Colours.lighter(tone, 0.25);
      graphics.setColor(Colours.fade(line, 0.15 + 0.25 * random.nextDouble()));
      graphics.setStroke(new BasicStroke((float) (unit * (0.001 + 0.004 * random.nextDouble()))));
      double left = plank.getMinX();
      double third = plank.getWidth() / 3;
      graphics.draw(
          Outlines.curve(
              left, y, left + third, y + wave, left + 2 * third, y - wave, left + 3 * third, y));
    }
  }
}
