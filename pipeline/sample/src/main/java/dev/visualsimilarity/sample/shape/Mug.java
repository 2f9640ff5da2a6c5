package dev.visualsimilarity.sample.shape;

import dev.visualsimilarity.sample.paint.Canvas;
import dev.visualsimilarity.sample.paint.Colours;
import dev.visualsimilarity.sample.paint.Finish;
import dev.visualsimilarity.sample.paint.Form;
import dev.visualsimilarity.sample.paint.Material;
import dev.visualsimilarity.sample.paint.Outlines;
import java.awt.Color;
import java.awt.Shape;

/** Mugs: a tapered cylinder, an open rim and a handle that turns away with the mug. */
final class Mug implements Drawing {

  private final Look look;
  private final double top;
  private final double bottom;
  private final double height;
  private final double belly;
  private final double handleHeight;
  private final double handleReach;
  private final double thickness;
  private final boolean inkedRim;
  private final Material glaze;
  private final Color inside;
  private final Color handle;

  Mug(Traits traits) {
    look = traits.look();
    top = traits.between(0.44, 0.6);
    bottom = top * traits.between(0.66, 1.02);
    height = traits.between(0.95, 1.35);
    belly = traits.pick(0.0, 0.0, 0.06, 0.1);
    handleHeight = height * traits.between(0.42, 0.6);
    handleReach = traits.between(0.24, 0.36);
    thickness = traits.between(0.08, 0.13);
    inkedRim = traits.chance(0.4);
    glaze = look.printed(Finish.GLAZED);
    inside = traits.chance(0.5) ? Colours.PAPER : look.main();
    handle = traits.chance(0.3) ? look.accent() : look.main();
  }

  @Override
  public void draw(Canvas canvas) {
    double y = 0.75 - height;
    handle(canvas, handle, top, y + 0.48 * height, handleReach, handleHeight, thickness);
    double pitch = canvas.pose().pitch();
    Shape body =
        Outlines.union(
            Outlines.union(
                Outlines.turned(top, y, (top + bottom) / 2 + belly, y + height / 2, bottom, 0.75),
                Outlines.ellipse(0, 0.75, bottom, bottom * pitch)),
            Outlines.ellipse(0, y, top, top * pitch));
    canvas.part(body, glaze, Form.CYLINDER);
    Shape rim = Outlines.ellipse(0, y, top, top * pitch);
    canvas.flat(rim, inkedRim ? look.accent() : Colours.lighter(look.main(), 0.35));
    Shape mouth = Outlines.ellipse(0, y, top * 0.92, top * 0.92 * pitch);
    canvas.flat(mouth, Colours.darker(inside, 0.3));
    canvas.flatWithin(
        mouth, Outlines.ellipse(0.1, y + 0.1, top, top * pitch), Colours.fade(inside, 0.5));
  }

  private static void handle(
      Canvas canvas,
      Color colour,
      double edge,
      double middle,
      double reach,
      double height,
      double thickness) {
    double out = Math.cos(canvas.pose().yaw()) * (edge + reach);
    double root = Math.cos(canvas.pose().yaw()) * edge * 0.9;
    Shape loop =
        Outlines.curve(
            root,
            middle - height / 2,
            out * 0.92,
            middle - 0.46 * height,
            out,
            middle - 0.1 * height,
            out * 0.9,
            middle + 0.3 * height,
            root * 0.95,
            middle + height / 2);
    canvas.rod(loop, thickness, colour, Finish.GLAZED);
  }
}
