package dev.visualsimilarity.sample.backdrop;

import dev.visualsimilarity.sample.paint.Colours;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.SplittableRandom;

/** A painted wall or seamless paper, lit from the upper left. */
record Painted(Color colour, double depth) implements Surface {

  @Override
  public void paint(Graphics2D graphics, Rectangle2D area, double unit, SplittableRandom random) {
    graphics.setPaint(
        new RadialGradientPaint(
            new Point2D.Double(0.35 * unit, 0.3 * unit),
            (float) unit,
            new float[] {0, 0.45f, 1},
            new Color[] {
              Colours.lighter(colour, 0.25 * depth), colour, Colours.darker(colour, 0.4 * depth)
            }));
    graphics.fill(area);
  }
}
