package dev.visualsimilarity.sample.shape;

import dev.visualsimilarity.sample.paint.Canvas;
import dev.visualsimilarity.sample.paint.Colours;
import dev.visualsimilarity.sample.paint.Finish;
import dev.visualsimilarity.sample.paint.Form;
import dev.visualsimilarity.sample.paint.Outlines;
import java.awt.Color;
import java.awt.Shape;

/** Handbags and totes: a trapezoid with handles, a flap or a zip, and a clasp. */
final class Handbag implements Drawing {

  private final Look look;
  private final double top;
  private final double bottom;
  private final double height;
  private final double arch;
  private final double grip;
  private final boolean flap;
  private final Color strap;
  private final Finish finish;

  Handbag(Traits traits) {
    look = traits.look();
    top = traits.between(0.42, 0.62);
    bottom = traits.between(0.5, 0.72);
    height = traits.between(0.7, 1.0);
    arch = traits.between(0.35, 0.6);
    grip = traits.between(0.2, 0.34);
    flap = traits.chance(0.5);
    strap = traits.pick(look.main(), Colours.WALNUT, look.accent());
    finish = traits.pick(Finish.LEATHER, Finish.CLOTH);
  }

  @Override
  public void draw(Canvas canvas) {
    double y = 0.78 - height;
    Shape handle = handle(y);
    canvas.rod(Outlines.moved(handle, 0.05, -0.03), 0.05, Colours.darker(strap, 0.3), finish);
    Shape body = outline(y);
    canvas.part(body, look.printed(finish), Form.SOFT);
    canvas.stitches(
        Outlines.curve(-bottom + 0.05, 0.7, 0, 0.74, bottom - 0.05, 0.7),
        Colours.fade(Colours.PAPER, 0.7));
    if (flap) {
      flap(canvas, y);
    } else {
      zip(canvas, y);
    }
    canvas.rod(handle, 0.06, strap, finish);
    for (int side = -1; side <= 1; side += 2) {
      canvas.part(
          Outlines.ellipse(side * grip, y + 0.1, 0.05, 0.05),
          Colours.BRASS,
          Finish.METAL,
          Form.BALL);
    }
  }

  private Shape handle(double y) {
    return Outlines.curve(
        -grip,
        y + 0.1,
        -0.9 * grip,
        y - 0.6 * arch,
        0,
        y - arch,
        0.9 * grip,
        y - 0.6 * arch,
        grip,
        y + 0.1);
  }

  private Shape outline(double y) {
    return Outlines.blob(
        -top,
        y,
        0,
        y - 0.01,
        top,
        y,
        (top + bottom) / 2,
        0.4,
        bottom,
        0.74,
        0,
        0.79,
        -bottom,
        0.74,
        -(top + bottom) / 2,
        0.4);
  }

  private void flap(Canvas canvas, double y) {

    Shape cover =
        Outlines.blob(
            -top - 0.02,
            y - 0.03,
            0,
            y - 0.04,
            top + 0.02,
            y - 0.03,
            0.8 * top,
            y + 0.4 * height,
            0,
            y + 0.5 * height,
            -0.8 * top,
            y + 0.4 * height);
    canvas.crease(Outlines.moved(cover, 0.01, 0.03), 0.05, 0.35);
    canvas.part(cover, strap, finish, Form.SOFT);
    canvas.part(
        Outlines.box(-0.07, y + 0.42 * height, 0.07, y + 0.58 * height, 0.03),
        Colours.BRASS,
        Finish.METAL,
        Form.SLAB);
  }

  private void zip(Canvas canvas, double y) {

    canvas.rod(
        Outlines.curve(-top + 0.04, y + 0.06, top - 0.04, y + 0.06),
        0.035,
        Colours.BRASS,
        Finish.METAL);
  }
}
