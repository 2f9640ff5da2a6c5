package dev.visualsimilarity.sample.shape;

import dev.visualsimilarity.sample.paint.Canvas;
import dev.visualsimilarity.sample.paint.Colours;
import dev.visualsimilarity.sample.paint.Finish;
import dev.visualsimilarity.sample.paint.Form;
import dev.visualsimilarity.sample.paint.Material;
import dev.visualsimilarity.sample.paint.Outlines;
import java.awt.Color;
import java.awt.Shape;

/** Wrist watches, laid flat: a strap or a linked bracelet, a round or square case, a dial. */
final class Watch implements Drawing {

  private final Look look;
  private final double radius;
  private final double strap;
  private final boolean square;
  private final boolean links;
  private final boolean small;
  private final Color metal;
  private final Color face;
  private final Color ink;
  private final Material band;

  Watch(Traits traits) {
    look = traits.look();
    radius = traits.between(0.3, 0.4);
    strap = radius * traits.between(0.5, 0.72);
    square = traits.chance(0.3);
    links = traits.chance(0.35);
    small = traits.chance(0.4);
    metal = traits.pick(Colours.STEEL, Colours.BRASS, Colours.INK);
    face = traits.pick(Colours.PAPER, Colours.INK, look.accent(), look.accent());
    ink = Colours.luminance(face) < 0.5 ? Colours.PAPER : Colours.INK;
    band = links ? Material.plain(metal, Finish.METAL) : look.printed(Finish.LEATHER);
  }

  @Override
  public void draw(Canvas canvas) {
    strap(canvas);
    canvas.part(
        Outlines.box(radius, -0.05, radius + 0.08, 0.05, 0.02), metal, Finish.METAL, Form.SLAB);
    canvas.crease(outline(radius + 0.02, square), 0.06, 0.5);
    canvas.part(outline(radius, square), metal, Finish.METAL, Form.SLAB);
    dial(canvas);
  }

  private void strap(Canvas canvas) {
    for (int side = -1; side <= 1; side += 2) {
      Shape half =
          Outlines.polygon(
              -strap,
              side * radius * 0.6,
              strap,
              side * radius * 0.6,
              strap * 0.8,
              side * 0.88,
              0,
              side * 0.93,
              -strap * 0.8,
              side * 0.88);
      canvas.part(half, band, Form.SLAB);
      if (links) {
        for (double y = radius; y < 0.9; y += 0.09) {
          canvas.crease(Outlines.curve(-strap, side * y, strap, side * y), 0.025, 0.8);
        }
      } else {
        canvas.stitches(
            Outlines.curve(-strap * 0.82, side * radius, -strap * 0.66, side * 0.84),
            look.accent());
        canvas.stitches(
            Outlines.curve(strap * 0.82, side * radius, strap * 0.66, side * 0.84), look.accent());
      }
    }
  }

  private void dial(Canvas canvas) {
    Shape dial = outline(radius * 0.84, square);
    canvas.part(dial, face, Finish.GLOSSY, Form.SLAB);
    for (int i = 0; i < 12; i++) {
      ray(canvas, Math.PI * i / 6, 0.62 * radius, 0.74 * radius, i % 3 == 0 ? 0.03 : 0.015, ink);
    }
    if (small) {
      canvas.line(Outlines.ellipse(0, 0.34 * radius, 0.2 * radius, 0.2 * radius), 0.015, ink);
    }
    ray(canvas, 5.24, 0, 0.42 * radius, 0.035, ink);
    ray(canvas, 1.05, 0, 0.64 * radius, 0.025, ink);
    canvas.flatWithin(
        dial,
        Outlines.polygon(-radius, -radius, 0.1, -radius, -radius, 0.2),
        Colours.fade(Color.WHITE, 0.16));
  }

  private static Shape outline(double radius, boolean square) {
    return square
        ? Outlines.box(-radius * 0.9, -radius, radius * 0.9, radius, 0.3 * radius)
        : Outlines.ellipse(0, 0, radius, radius);
  }

  private static void ray(
      Canvas canvas, double angle, double from, double to, double width, Color colour) {
    double x = Math.sin(angle);
    double y = -Math.cos(angle);
    canvas.line(Outlines.curve(from * x, from * y, to * x, to * y), width, colour);
  }
}
