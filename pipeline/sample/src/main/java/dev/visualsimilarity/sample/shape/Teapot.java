package dev.visualsimilarity.sample.shape;

import dev.visualsimilarity.sample.paint.Canvas;
import dev.visualsimilarity.sample.paint.Colours;
import dev.visualsimilarity.sample.paint.Finish;
import dev.visualsimilarity.sample.paint.Form;
import dev.visualsimilarity.sample.paint.Material;
import dev.visualsimilarity.sample.paint.Outlines;
import java.awt.Color;
import java.awt.Shape;

/** Teapots: a round belly, a spout on the left, a handle on the right and a lid with a knob. */
final class Teapot implements Drawing {

  private final Look look;
  private final double width;
  private final double height;
  private final double reach;
  private final double knob;
  private final double lift;
  private final double thickness;
  private final boolean overhead;
  private final Material glaze;
  private final Color trim;

  Teapot(Traits traits) {
    look = traits.look();
    width = traits.between(0.46, 0.58);
    height = traits.between(0.36, 0.52);
    reach = traits.between(0.26, 0.36);
    knob = traits.between(0.05, 0.09);
    lift = traits.between(0.0, 0.16);
    thickness = traits.between(0.08, 0.12);
    overhead = traits.chance(0.35);
    glaze = look.printed(Finish.GLAZED);
    trim = traits.pick(look.main(), look.accent(), Colours.OAK);
  }

  @Override
  public void draw(Canvas canvas) {
    double turn = Math.cos(canvas.pose().yaw());
    double y = 0.74 - height;
    double out = turn * (width + reach);
    Shape handle = handle(turn, y, out);
    canvas.rod(handle, thickness, trim, Finish.GLAZED);
    spout(canvas, turn, y, out);
    canvas.part(
        Outlines.box(-0.55 * width, 0.68, 0.55 * width, 0.78, 0.04),
        Colours.darker(look.main(), 0.15),
        Finish.GLAZED,
        Form.CYLINDER);
    canvas.part(Outlines.ellipse(0, y, width, height), glaze, Form.BALL);
    lid(canvas, y);
  }

  private Shape handle(double turn, double y, double out) {
    return overhead
        ? Outlines.curve(
            -0.7 * width * turn,
            y - 0.7 * height,
            -0.5 * width,
            y - height - 0.5,
            0.5 * width,
            y - height - 0.5,
            0.7 * width * turn,
            y - 0.7 * height)
        : Outlines.curve(
            0.8 * width * turn,
            y - 0.55 * height,
            out,
            y - 0.6 * height,
            out,
            y + 0.1 * height,
            0.75 * width * turn,
            y + 0.55 * height);
  }

  private void spout(Canvas canvas, double turn, double y, double out) {
    Shape spout =
        Outlines.polygon(
            -0.7 * width * turn, y + 0.45 * height,
            -0.95 * out, y - 0.25 * height - lift,
            -1.1 * out, y - 0.62 * height - lift,
            -0.93 * out, y - 0.66 * height - lift,
            -0.62 * width * turn, y - 0.35 * height);
    canvas.part(spout, look.main(), Finish.GLAZED, Form.SLAB);
  }

  private void lid(Canvas canvas, double y) {
    canvas.part(
        Outlines.ellipse(0, y - 0.86 * height, 0.5 * width, 0.2 * height),
        look.main(),
        Finish.GLAZED,
        Form.BALL);
    canvas.crease(
        Outlines.curve(
            -0.5 * width, y - 0.84 * height, 0, y - 0.7 * height, 0.5 * width, y - 0.84 * height),
        0.03,
        0.6);
    canvas.part(
        Outlines.ellipse(0, y - 1.06 * height - knob, knob, knob), trim, Finish.GLAZED, Form.BALL);
  }
}
