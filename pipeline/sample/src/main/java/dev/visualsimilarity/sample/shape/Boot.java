package dev.visualsimilarity.sample.shape;

import dev.visualsimilarity.sample.paint.Canvas;
import dev.visualsimilarity.sample.paint.Colours;
import dev.visualsimilarity.sample.paint.Finish;
import dev.visualsimilarity.sample.paint.Form;
import dev.visualsimilarity.sample.paint.Outlines;
import java.awt.Color;
import java.awt.Shape;

/** Boots from the side: rain boots, ankle boots with elastic, laced boots, block heels. */
final class Boot implements Drawing {

  private final Look look;
  private final double top;
  private final double calf;
  private final double heel;
  private final int style;
  private final boolean cuff;
  private final Finish finish;
  private final Color sole;

  Boot(Traits traits) {
    look = traits.look();
    top = traits.between(-0.78, -0.35);
    calf = traits.between(0.24, 0.34);
    heel = traits.pick(0.1, 0.12, 0.22);
    style = traits.count(0, 2);
    cuff = traits.chance(0.5);
    finish = traits.pick(Finish.LEATHER, Finish.GLOSSY);
    sole = traits.pick(Colours.INK, Colours.WALNUT, look.accent());
  }

  @Override
  public void draw(Canvas canvas) {
    Shape body = outline();
    canvas.part(body, look.printed(finish), Form.SOFT);
    if (style == 0) {
      elastic(canvas);
    } else if (style == 1) {
      laces(canvas);
    } else {
      buckle(canvas);
    }
    canvas.creaseWithin(body, Outlines.curve(-0.5, 0.24, -0.1, 0.3, 0.2, 0.2), 0.08, 0.2);
    if (cuff) {
      canvas.part(
          Outlines.box(-0.28 - calf, top - 0.06, calf - 0.08, top + 0.08, 0.05),
          look.accent(),
          Finish.CLOTH,
          Form.CYLINDER);
    }
    sole(canvas);
  }

  private Shape outline() {
    return Outlines.blob(
        -0.24 - calf,
        top,
        -0.26 - calf,
        -0.2,
        -0.5,
        0.2,
        -0.54,
        0.6,
        0,
        0.64,
        0.62,
        0.64,
        0.7,
        0.48,
        0.5,
        0.32,
        0.2,
        0.2,
        0.06,
        0,
        calf - 0.14,
        -0.3,
        calf - 0.12,
        top,
        -0.16,
        top + 0.01);
  }

  private void elastic(Canvas canvas) {

    Shape elastic = Outlines.polygon(-0.32, -0.2, -0.1, -0.2, -0.16, 0.22, -0.26, 0.22);
    canvas.part(elastic, Colours.darker(look.accent(), 0.25), Finish.CLOTH, Form.SLAB);
  }

  private void laces(Canvas canvas) {

    for (int i = 0; i < 5; i++) {
      double y = top + 0.18 + i * (0.1 - top) / 5;
      double x = calf - 0.16 + (i > 2 ? 0.06 * (i - 2) : 0);
      canvas.rod(
          Outlines.curve(x - 0.2, y + 0.03, x + 0.02, y - 0.02), 0.04, look.accent(), Finish.CLOTH);
    }
  }

  private void buckle(Canvas canvas) {

    canvas.rod(Outlines.curve(-0.5, 0.02, -0.2, 0.06, 0.08, 0.02), 0.07, sole, Finish.LEATHER);
    canvas.part(Outlines.box(-0.26, 0, -0.14, 0.12, 0.02), Colours.BRASS, Finish.METAL, Form.SLAB);
  }

  private void sole(Canvas canvas) {
    Shape tread =
        Outlines.polygon(
            -0.58,
            0.56,
            0.72,
            0.56,
            0.74,
            0.68,
            0.1,
            0.68,
            -0.08,
            0.66,
            -0.14,
            0.64 + heel,
            -0.58,
            0.64 + heel);
    canvas.part(tread, sole, Finish.MATTE, Form.SLAB);
  }
}
