package dev.visualsimilarity.sample.shape;

import dev.visualsimilarity.sample.paint.Canvas;
import dev.visualsimilarity.sample.paint.Finish;
import dev.visualsimilarity.sample.paint.Form;
import dev.visualsimilarity.sample.paint.Outlines;
import java.awt.Color;
import java.awt.Shape;

/** Socks, laid flat, with a ribbed cuff, heel and toe of another colour. */
final class Sock implements Drawing {

  private final Look look;
  private final double top;
  private final double width;
  private final Color tips;

  Sock(Traits traits) {
    look = traits.look();
    top = traits.between(-0.8, -0.4);
    width = traits.between(0.2, 0.27);
    tips = traits.chance(0.7) ? look.accent() : look.main();
  }

  @Override
  public void draw(Canvas canvas) {
    Shape body = outline();
    canvas.part(body, look.printed(Finish.CLOTH), Form.SOFT);
    canvas.part(
        Outlines.common(body, Outlines.ellipse(-0.5, 0.56, 0.3, 0.26)),
        tips,
        Finish.CLOTH,
        Form.SOFT);
    canvas.part(
        Outlines.common(body, Outlines.ellipse(0.72, 0.5, 0.26, 0.3)),
        tips,
        Finish.CLOTH,
        Form.SOFT);
    cuff(canvas);
  }

  private Shape outline() {
    return Outlines.blob(
        -0.3 - width,
        top,
        -0.3 - width,
        0,
        -0.3 - width,
        0.34,
        -0.34,
        0.62,
        0.1,
        0.66,
        0.55,
        0.7,
        0.72,
        0.5,
        0.5,
        0.28,
        0.1,
        0.2,
        -0.3 + width,
        0,
        -0.3 + width,
        top,
        -0.3,
        top - 0.02);
  }

  private void cuff(Canvas canvas) {
    Shape cuff = Outlines.box(-0.33 - width, top - 0.06, -0.27 + width, top + 0.14, 0.04);
    canvas.part(cuff, tips, Finish.CLOTH, Form.SLAB);
    for (double x = -0.9; x < 1; x += 0.2) {
      canvas.crease(
          Outlines.curve(-0.3 + x * width, top - 0.04, -0.3 + x * width, top + 0.12), 0.02, 0.4);
    }
  }
}
