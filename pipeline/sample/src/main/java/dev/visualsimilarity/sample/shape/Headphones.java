package dev.visualsimilarity.sample.shape;

import dev.visualsimilarity.sample.paint.Canvas;
import dev.visualsimilarity.sample.paint.Colours;
import dev.visualsimilarity.sample.paint.Finish;
import dev.visualsimilarity.sample.paint.Form;
import dev.visualsimilarity.sample.paint.Outlines;
import java.awt.Color;
import java.awt.Shape;

/** Headphones from the front: a padded band and two ear cups that turn with the pose. */
final class Headphones implements Drawing {

  private final Look look;
  private final double half;
  private final double cup;
  private final double cupHeight;
  private final double band;
  private final double top;
  private final boolean square;
  private final Color pad;
  private final Color frame;

  Headphones(Traits traits) {
    look = traits.look();
    half = traits.between(0.48, 0.62);
    cup = traits.between(0.18, 0.26);
    cupHeight = cup * traits.between(1.2, 1.55);
    band = traits.between(0.07, 0.14);
    top = traits.between(-0.76, -0.6);
    square = traits.chance(0.35);
    pad = traits.pick(Colours.INK, Colours.WALNUT, look.accent());
    frame = traits.pick(look.main(), Colours.STEEL, Colours.INK);
  }

  @Override
  public void draw(Canvas canvas) {
    double y = 0.36;
    band(canvas, y);
    cups(canvas, y);
  }

  private void band(Canvas canvas, double y) {
    Shape arch =
        Outlines.curve(
            -half,
            y - 0.1,
            -half * 0.98,
            -0.15,
            -half * 0.62,
            top + 0.14,
            0,
            top,
            half * 0.62,
            top + 0.14,
            half * 0.98,
            -0.15,
            half,
            y - 0.1);
    canvas.rod(arch, band * 0.6, frame, Finish.METAL);
    canvas.rod(
        Outlines.curve(
            -half * 0.8,
            -0.32,
            -half * 0.6,
            top + 0.16,
            0,
            top + 0.02,
            half * 0.6,
            top + 0.16,
            half * 0.8,
            -0.32),
        band * 1.25,
        pad,
        Finish.LEATHER);
  }

  private void cups(Canvas canvas, double y) {
    double turn = 0.55 + 0.3 * canvas.pose().yaw();
    for (int side = -1; side <= 1; side += 2) {
      double width = cup * (side < 0 ? turn : 1.1 - turn) * 1.5;
      double x = side * half;
      Shape cushion = cup(x - side * 0.09, y, width, cupHeight, square);
      canvas.part(cushion, pad, Finish.LEATHER, Form.SOFT);
      Shape shell = cup(x + side * 0.03, y, width, cupHeight * 0.94, square);
      canvas.part(shell, look.main(), Finish.GLOSSY, Form.SOFT);
      canvas.part(
          Outlines.ellipse(x + side * 0.04, y, width * 0.55, cupHeight * 0.5),
          look.accent(),
          Finish.METAL,
          Form.SLAB);
    }
  }

  private static Shape cup(double x, double y, double width, double height, boolean square) {
    return square
        ? Outlines.box(x - width, y - height, x + width, y + height, 0.6 * width)
        : Outlines.ellipse(x, y, width, height);
  }
}
