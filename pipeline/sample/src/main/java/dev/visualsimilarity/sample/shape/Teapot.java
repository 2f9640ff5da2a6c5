package dev.visualsimilarity.sample.shape;

import dev.visualsimilarity.sample.paint.Colours;
import dev.visualsimilarity.sample.paint.Finish;
import dev.visualsimilarity.sample.paint.Form;
import dev.visualsimilarity.sample.paint.Material;
import dev.visualsimilarity.sample.paint.Outlines;
import java.awt.Color;
import java.awt.Shape;

/** Teapots: a round belly, a spout on the left, a handle on the right and a lid with a knob. */
final class Teapot implements Family {

  @Override
  public Drawing design(Traits traits) {
    double width = traits.between(0.46, 0.58);
    double height = traits.between(0.36, 0.52);
    double reach = traits.between(0.26, 0.36);
    double knob = traits.between(0.05, 0.09);
    double lift = traits.between(0.0, 0.16);
    double thickness = traits.between(0.08, 0.12);
    boolean overhead = traits.chance(0.35);
    Material glaze = traits.printed(Finish.GLAZED);
    Color trim = traits.pick(traits.main(), traits.accent(), Colours.OAK);
    return canvas -> {
      double turn = Math.cos(canvas.pose().yaw());
      double y = 0.74 - height;
      double out = turn * (width + reach);
      Shape handle =
          overhead
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
      canvas.rod(handle, thickness, trim, Finish.GLAZED);
      Shape spout =
          Outlines.polygon(
              -0.7 * width * turn, y + 0.45 * height,
              -0.95 * out, y - 0.25 * height - lift,
              -1.1 * out, y - 0.62 * height - lift,
              -0.93 * out, y - 0.66 * height - lift,
              -0.62 * width * turn, y - 0.35 * height);
      canvas.part(spout, traits.main(), Finish.GLAZED, Form.SLAB);
      canvas.part(
          Outlines.box(-0.55 * width, 0.68, 0.55 * width, 0.78, 0.04),
          Colours.darker(traits.main(), 0.15),
          Finish.GLAZED,
          Form.CYLINDER);
      canvas.part(Outlines.ellipse(0, y, width, height), glaze, Form.BALL);
      canvas.part(
          Outlines.ellipse(0, y - 0.86 * height, 0.5 * width, 0.2 * height),
          traits.main(),
          Finish.GLAZED,
          Form.BALL);
      canvas.crease(
          Outlines.curve(
              -0.5 * width, y - 0.84 * height, 0, y - 0.7 * height, 0.5 * width, y - 0.84 * height),
          0.03,
          0.6);
      canvas.part(
          Outlines.ellipse(0, y - 1.06 * height - knob, knob, knob),
          trim,
          Finish.GLAZED,
          Form.BALL);
    };
  }
}
