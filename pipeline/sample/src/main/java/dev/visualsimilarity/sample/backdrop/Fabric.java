package dev.visualsimilarity.sample.backdrop;

import dev.visualsimilarity.sample.paint.Colours;
import dev.visualsimilarity.sample.paint.Outlines;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.util.SplittableRandom;

/** Linen: crossing threads, a few soft folds and, on some, wide woven stripes. */
record Fabric(Color thread, Color stripe, double stripes) implements Surface {

  @Override
  public void paint(Graphics2D graphics, Rectangle2D area, double unit, SplittableRandom random) {
    Shape clip = graphics.getClip();
    graphics.clip(area);
    graphics.setColor(thread);
    graphics.fill(area);
    if (stripes > 0) {
      graphics.setColor(Colours.fade(stripe, 0.6));
      double step = stripes * unit;
      for (double x = area.getMinX() + 0.3 * step; x < area.getMaxX(); x += step) {
        graphics.fill(Outlines.box(x, area.getMinY(), x + 0.4 * step, area.getMaxY()));
      }
    }
    graphics.setStroke(new BasicStroke((float) (0.0025 * unit)));
    double pitch = 0.009 * unit;
    for (double d = 0; d < Math.max(area.getWidth(), area.getHeight()); d += pitch) {
      graphics.setColor(Colours.fade(Color.BLACK, 0.1 * random.nextDouble()));
      double x = area.getMinX() + d;
      graphics.draw(Outlines.curve(x, area.getMinY(), x, area.getMaxY()));
      graphics.setColor(Colours.fade(Color.WHITE, 0.16 * random.nextDouble()));
      double y = area.getMinY() + d;
      graphics.draw(Outlines.curve(area.getMinX(), y, area.getMaxX(), y));
    }
    folds(graphics, area, unit, random);
    graphics.setClip(clip);
  }

  private static void folds(
      Graphics2D graphics, Rectangle2D area, double unit, SplittableRandom random) {
    for (int i = 0; i < 3; i++) {
      double from = area.getMinY() + area.getHeight() * random.nextDouble(-0.2, 1.2);
      double to = area.getMinY() + area.getHeight() * random.nextDouble(-0.2, 1.2);
      for (int k = 1; k <= 6; k++) {
        graphics.setStroke(new BasicStroke((float) (0.02 * unit * k)));
        graphics.setColor(Colours.fade(k % 2 == 0 ? Color.WHITE : Color.BLACK, 0.022));
        double shift = k % 2 == 0 ? -0.02 * unit : 0.02 * unit;
        graphics.draw(
            Outlines.curve(
                area.getMinX(),
                from + shift,
                area.getCenterX(),
                (from + to) / 2 + shift * 2,
                area.getMaxX(),
                to + shift));
      }
    }
  }
}
