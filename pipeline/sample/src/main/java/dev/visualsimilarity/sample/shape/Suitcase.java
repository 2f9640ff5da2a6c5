package dev.visualsimilarity.sample.shape;

import dev.visualsimilarity.sample.paint.Canvas;
import dev.visualsimilarity.sample.paint.Colours;
import dev.visualsimilarity.sample.paint.Finish;
import dev.visualsimilarity.sample.paint.Form;
import dev.visualsimilarity.sample.paint.Outlines;
import java.awt.Shape;

/** Suitcases: a shell with ribs, a telescopic handle, corners and wheels. */
final class Suitcase implements Drawing {

  private final Look look;
  private final double width;
  private final double top;
  private final int ribs;
  private final boolean corners;
  private final Finish finish;

  Suitcase(Traits traits) {
    look = traits.look();
    width = traits.between(0.4, 0.56);
    top = traits.between(-0.5, -0.3);
    ribs = traits.count(0, 5);
    corners = traits.chance(0.5);
    finish = traits.pick(Finish.GLOSSY, Finish.LEATHER);
  }

  @Override
  public void draw(Canvas canvas) {
    canvas.rod(
        Outlines.curve(-0.2, top, -0.2, -0.84, 0.2, -0.84, 0.2, top),
        0.045,
        Colours.STEEL,
        Finish.METAL);
    for (int side = -1; side <= 1; side += 2) {
      canvas.part(
          Outlines.ellipse(side * width * 0.8, 0.76, 0.07, 0.07),
          Colours.INK,
          Finish.MATTE,
          Form.BALL);
    }
    Shape body = Outlines.box(-width, top, width, 0.74, 0.1);
    canvas.part(body, look.printed(finish), Form.SOFT);
    for (int i = 0; i < ribs; i++) {
      double x = -width + (i + 1) * 2 * width / (ribs + 1);
      canvas.creaseWithin(body, Outlines.curve(x, top + 0.08, x, 0.68), 0.05, 0.35);
    }
    if (corners) {
      corners(canvas, body);
    }
    canvas.rod(
        Outlines.curve(-0.14, top + 0.03, 0, top - 0.06, 0.14, top + 0.03),
        0.06,
        look.accent(),
        Finish.LEATHER);
  }

  private void corners(Canvas canvas, Shape body) {

    for (int side = -1; side <= 1; side += 2) {
      Shape corner = Outlines.ellipse(side * width, 0.74, 0.2, 0.2);
      canvas.part(Outlines.common(body, corner), look.accent(), Finish.LEATHER, Form.SLAB);
      Shape upper = Outlines.ellipse(side * width, top, 0.2, 0.2);
      canvas.part(Outlines.common(body, upper), look.accent(), Finish.LEATHER, Form.SLAB);
    }
  }
}
