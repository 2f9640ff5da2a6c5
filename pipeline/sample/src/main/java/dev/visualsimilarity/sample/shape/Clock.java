package dev.visualsimilarity.sample.shape;

import dev.visualsimilarity.sample.paint.Canvas;
import dev.visualsimilarity.sample.paint.Colours;
import dev.visualsimilarity.sample.paint.Finish;
import dev.visualsimilarity.sample.paint.Form;
import dev.visualsimilarity.sample.paint.Outlines;
import java.awt.Color;
import java.awt.Shape;

/** Wall clocks: a round, square or eight-sided case, a dial with ticks, and hands. */
final class Clock implements Drawing {

  private final Look look;
  private final int sides;
  private final double frame;
  private final int ticks;
  private final double hour;
  private final double minute;
  private final Finish finish;
  private final Color face;
  private final Color ink;

  Clock(Traits traits) {
    look = traits.look();
    sides = traits.pick(0, 0, 4, 8);
    frame = traits.between(0.06, 0.16);
    ticks = traits.pick(12, 4, 12);
    boolean dark = traits.chance(0.3);
    hour = traits.between(0, 2 * Math.PI);
    minute = traits.between(0, 2 * Math.PI);
    finish = traits.pick(Finish.GLOSSY, Finish.WOOD, Finish.METAL);
    boolean tinted = traits.chance(0.4);
    face = dark ? Colours.INK : tinted ? look.accent() : Colours.PAPER;
    ink = Colours.luminance(face) < 0.5 ? Colours.PAPER : Colours.INK;
  }

  @Override
  public void draw(Canvas canvas) {
    canvas.part(outline(sides, 0.8), look.main(), finish, Form.SLAB);
    Shape dial = outline(sides, 0.8 - frame);
    canvas.part(dial, face, Finish.MATTE, Form.SLAB);
    canvas.creaseWithin(dial, Outlines.moved(dial, -0.02, -0.02), 0.07, 0.3);
    double radius = (0.8 - frame) * (sides == 4 ? 0.86 : 0.82);
    for (int i = 0; i < ticks; i++) {
      double angle = 2 * Math.PI * i / ticks;
      boolean quarter = i * 4 % ticks == 0;
      ray(canvas, angle, radius - (quarter ? 0.14 : 0.08), radius, quarter ? 0.04 : 0.02, ink);
    }
    ray(canvas, hour, -0.06, 0.36, 0.055, ink);
    ray(canvas, minute, -0.08, 0.54, 0.04, ink);
    canvas.part(Outlines.ellipse(0, 0, 0.05, 0.05), look.main(), Finish.METAL, Form.BALL);
  }

  private static Shape outline(int sides, double radius) {
    if (sides == 0) {
      return Outlines.ellipse(0, 0, radius, radius);
    }
    if (sides == 4) {
      return Outlines.box(-radius, -radius, radius, radius, 0.12 * radius);
    }
    double[] points = new double[2 * sides];
    for (int i = 0; i < sides; i++) {
      double angle = 2 * Math.PI * (i + 0.5) / sides;
      points[2 * i] = radius * Math.cos(angle) * 1.04;
      points[2 * i + 1] = radius * Math.sin(angle) * 1.04;
    }
    return Outlines.polygon(points);
  }

  private static void ray(
      Canvas canvas, double angle, double from, double to, double width, Color colour) {
    double x = Math.sin(angle);
    double y = -Math.cos(angle);
    canvas.line(Outlines.curve(from * x, from * y, to * x, to * y), width, colour);
  }
}
