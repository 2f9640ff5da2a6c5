package dev.visualsimilarity.sample.shape;

import dev.visualsimilarity.sample.paint.Canvas;
import dev.visualsimilarity.sample.paint.Finish;
import dev.visualsimilarity.sample.paint.Form;
import dev.visualsimilarity.sample.paint.Material;
import dev.visualsimilarity.sample.paint.Outlines;
import java.awt.Shape;

/** Hats: fedoras and sun hats with a ribbon, beanies with a bobble, and caps. */
final class Hat implements Drawing {

  private final Look look;
  private final int style;
  private final double crown;
  private final double height;
  private final double brim;
  private final boolean bobble;
  private final Material cloth;

  Hat(Traits traits) {
    look = traits.look();
    style = traits.count(0, 2);
    crown = traits.between(0.38, 0.5);
    height = traits.between(0.5, 0.75);
    brim = traits.between(0.66, 0.92);
    bobble = traits.chance(0.6);
    cloth = look.printed(Finish.CLOTH);
  }

  @Override
  public void draw(Canvas canvas) {
    switch (style) {
      case 0 -> brimmed(canvas, look, cloth, crown, height, brim);
      case 1 -> beanie(canvas, look, cloth, crown + 0.1, height + 0.1, bobble);
      default -> cap(canvas, look, cloth, crown, height);
    }
  }

  private static void brimmed(
      Canvas canvas, Look look, Material cloth, double crown, double height, double brim) {
    double tilt = 0.1 + 0.5 * canvas.pose().pitch();
    canvas.part(Outlines.ellipse(0, 0.45, brim, brim * tilt), cloth.unprinted(), Form.SLAB);
    Shape top =
        Outlines.turned(
            0.02,
            0.48 - height,
            0.7 * crown,
            0.42 - height,
            crown * 0.95,
            0.6 - height,
            crown,
            0.3,
            crown * 1.04,
            0.46);
    canvas.part(top, cloth, Form.CYLINDER);
    canvas.crease(
        Outlines.curve(-0.1, 0.5 - height, 0, 0.62 - height, 0.1, 0.5 - height), 0.1, 0.3);
    Shape ribbon =
        Outlines.blob(
            -crown * 1.03,
            0.3,
            0,
            0.36,
            crown * 1.03,
            0.3,
            crown * 1.05,
            0.45,
            0,
            0.52,
            -crown * 1.05,
            0.45);
    canvas.part(ribbon, look.accent(), Finish.CLOTH, Form.CYLINDER);
  }

  private static void beanie(
      Canvas canvas, Look look, Material cloth, double crown, double height, boolean bobble) {
    if (bobble) {
      canvas.part(
          Outlines.ellipse(0, 0.4 - height, 0.17, 0.17), look.accent(), Finish.CLOTH, Form.BALL);
    }
    Shape dome =
        Outlines.blob(
            -crown,
            0.5,
            -crown * 0.98,
            0.1,
            -0.6 * crown,
            0.55 - height,
            0,
            0.46 - height,
            0.6 * crown,
            0.55 - height,
            crown * 0.98,
            0.1,
            crown,
            0.5,
            0,
            0.56);
    canvas.part(dome, cloth, Form.BALL);
    Shape cuff = Outlines.box(-crown * 1.04, 0.3, crown * 1.04, 0.64, 0.08);
    canvas.part(cuff, look.main(), Finish.CLOTH, Form.CYLINDER);
    for (double x = -0.9; x <= 0.9; x += 0.15) {
      canvas.crease(Outlines.curve(x * crown, 0.33, x * crown, 0.61), 0.03, 0.3);
    }
  }

  private static void cap(Canvas canvas, Look look, Material cloth, double crown, double height) {
    Shape dome =
        Outlines.blob(
            -crown - 0.12,
            0.42,
            -crown - 0.05,
            0.0,
            -0.1,
            0.4 - height,
            crown - 0.1,
            0.1,
            crown,
            0.42,
            0,
            0.46);
    canvas.part(dome, cloth, Form.BALL);
    canvas.crease(Outlines.curve(-0.1, 0.4 - height, 0.06, 0.1, 0.08, 0.42), 0.02, 0.5);
    Shape peak = Outlines.blob(0.05, 0.4, 0.5, 0.34, 0.9, 0.48, 0.6, 0.53, 0.1, 0.5);
    canvas.part(peak, look.accent(), Finish.CLOTH, Form.SLAB);
    canvas.part(
        Outlines.ellipse(-0.1, 0.4 - height, 0.05, 0.035), look.accent(), Finish.CLOTH, Form.BALL);
  }
}
