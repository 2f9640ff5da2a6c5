package dev.visualsimilarity.sample.backdrop;

import dev.visualsimilarity.sample.paint.Colours;
import dev.visualsimilarity.sample.paint.Outlines;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.util.SplittableRandom;

/** Marble, terrazzo or concrete: clouds, then veins or chips. */
record Stone(Color ground, Color vein, int veins, int chips) implements Surface {

  @Override
  public void paint(Graphics2D graphics, Rectangle2D area, double unit, SplittableRandom random) {
    Shape clip = graphics.getClip();
    graphics.clip(area);
    graphics.setColor(ground);
    graphics.fill(area);
    for (int i = 0; i < 60; i++) {
      Color cloud = random.nextBoolean() ? Colours.lighter(ground, 0.4) : vein;
      graphics.setColor(Colours.fade(cloud, 0.05));
      double radius = unit * random.nextDouble(0.05, 0.25);
      graphics.fill(Outlines.ellipse(x(area, random), y(area, random), radius, 0.6 * radius));
    }
    for (int i = 0; i < veins; i++) {
      graphics.setColor(Colours.fade(vein, random.nextDouble(0.1, 0.45)));
      graphics.setStroke(new BasicStroke((float) (unit * random.nextDouble(0.002, 0.008))));
      double x = x(area, random);
      double y = y(area, random);
      double[] line = new double[12];
      for (int k = 0; k < line.length; k += 2) {
        line[k] = x;
        line[k + 1] = y;
        x += unit * random.nextDouble(0.02, 0.2);
        y += unit * random.nextDouble(-0.08, 0.12);
      }
      graphics.draw(Outlines.curve(line));
    }
    for (int i = 0; i < chips; i++) {
      Color chip = random.nextBoolean() ? vein : Colours.mix(vein, Color.WHITE, 0.6);
      graphics.setColor(Colours.fade(chip, 0.7));
      double radius = unit * random.nextDouble(0.004, 0.014);
      graphics.fill(
          Outlines.ellipse(
              x(area, random), y(area, random), radius, radius * random.nextDouble(0.5, 1)));
    }
    graphics.setClip(clip);
  }

  private static double x(Rectangle2D area, SplittableRandom random) {
    return area.getMinX() + area.getWidth() * random.nextDouble(-0.1, 1);
  }

  private static double y(Rectangle2D area, SplittableRandom random) {
    return area.getMinY() + area.getHeight() * random.nextDouble(-0.1, 1);
  }
}
