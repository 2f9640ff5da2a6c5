package dev.visualsimilarity.sample.shape;

import dev.visualsimilarity.sample.paint.Canvas;
import dev.visualsimilarity.sample.paint.Colours;
import dev.visualsimilarity.sample.paint.Finish;
import dev.visualsimilarity.sample.paint.Form;
import dev.visualsimilarity.sample.paint.Outlines;
import java.awt.Color;
import java.awt.Shape;

/** Cameras from the front: a two-tone body, a lens, a finder and a shutter button. */
final class Camera implements Drawing {

  private final Look look;
  private final double width;
  private final double height;
  private final double lens;
  private final double hump;
  private final Color plate;

  Camera(Traits traits) {
    look = traits.look();
    width = traits.between(0.66, 0.84);
    height = traits.between(0.38, 0.52);
    lens = traits.between(0.24, 0.36);
    hump = traits.pick(0.0, 0.16, 0.22);
    plate = traits.pick(Colours.STEEL, Colours.INK, look.accent());
  }

  @Override
  public void draw(Canvas canvas) {
    double x = 0.12 * canvas.pose().yaw();
    top(canvas);
    Shape body = Outlines.box(-width, -height, width, height, 0.1);
    canvas.part(body, look.printed(Finish.LEATHER), Form.SOFT);
    canvas.part(
        Outlines.common(body, Outlines.box(-1, -height, 1, -0.45 * height)),
        plate,
        Finish.METAL,
        Form.SLAB);
    lens(canvas, x);
    canvas.part(
        Outlines.box(-width + 0.1, -0.85 * height, -width + 0.3, -0.58 * height, 0.02),
        new Color(210, 220, 230),
        Finish.GLOSSY,
        Form.SLAB);
  }

  private void top(Canvas canvas) {
    if (hump > 0) {
      canvas.part(
          Outlines.polygon(
              -0.26, -height, -0.16, -height - hump, 0.16, -height - hump, 0.26, -height),
          plate,
          Finish.METAL,
          Form.SLAB);
    }
    canvas.part(
        Outlines.box(width * 0.5, -height - 0.07, width * 0.75, -height + 0.02, 0.03),
        Colours.STEEL,
        Finish.METAL,
        Form.CYLINDER);
  }

  private void lens(Canvas canvas, double x) {
    canvas.crease(Outlines.ellipse(x, 0.04, lens, lens), 0.08, 0.5);
    canvas.part(Outlines.ellipse(x, 0.04, lens, lens), Colours.INK, Finish.METAL, Form.SLAB);
    canvas.part(
        Outlines.ellipse(x, 0.04, lens * 0.8, lens * 0.8),
        new Color(50, 52, 60),
        Finish.GLOSSY,
        Form.SLAB);
    canvas.part(
        Outlines.ellipse(x, 0.04, lens * 0.55, lens * 0.55),
        new Color(36, 44, 80),
        Finish.GLOSSY,
        Form.BALL);
  }
}
