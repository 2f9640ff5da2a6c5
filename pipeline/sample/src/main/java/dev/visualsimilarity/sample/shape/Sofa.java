package dev.visualsimilarity.sample.shape;

import dev.visualsimilarity.sample.paint.Canvas;
import dev.visualsimilarity.sample.paint.Colours;
import dev.visualsimilarity.sample.paint.Finish;
import dev.visualsimilarity.sample.paint.Form;
import dev.visualsimilarity.sample.paint.Material;
import dev.visualsimilarity.sample.paint.Outlines;
import java.awt.Color;

/** Sofas and armchairs: a back, seat cushions, two arms, feet and scatter cushions. */
final class Sofa implements Drawing {

  private final Look look;
  private final int seats;
  private final double half;
  private final double back;
  private final double arm;
  private final double armTop;
  private final double rounding;
  private final boolean scatter;
  private final Finish finish;
  private final Color feet;

  Sofa(Traits traits) {
    look = traits.look();
    seats = traits.count(1, 3);
    half = 0.34 + 0.17 * seats;
    back = traits.between(-0.42, -0.2);
    arm = traits.between(0.12, 0.2);
    armTop = traits.between(0.0, 0.16);
    rounding = traits.between(0.04, 0.14);
    scatter = traits.chance(0.6);
    finish = traits.pick(Finish.CLOTH, Finish.LEATHER);
    feet = traits.pick(Colours.OAK, Colours.WALNUT, Colours.INK);
  }

  @Override
  public void draw(Canvas canvas) {
    feet(canvas);
    Material cover = look.printed(finish);
    canvas.part(
        Outlines.box(-half + 0.04, back, half - 0.04, 0.4, rounding + 0.04),
        cover.shaded(0.08),
        Form.SOFT);
    double inner = half - arm;
    double each = 2 * inner / seats;
    for (int i = 0; i < seats; i++) {
      double left = -inner + i * each;
      canvas.part(Outlines.box(left, back + 0.08, left + each, 0.3, rounding), cover, Form.SOFT);
    }
    if (scatter) {
      scatterCushion(canvas, inner);
    }
    canvas.part(
        Outlines.box(-half + 0.04, 0.38, half - 0.04, 0.58, 0.04), cover.shaded(0.15), Form.SLAB);
    for (int i = 0; i < seats; i++) {
      double left = -inner + i * each;
      canvas.part(Outlines.box(left, 0.22, left + each, 0.42, 0.07), cover, Form.SOFT);
    }
    for (int side = -1; side <= 1; side += 2) {
      double x = side * (half - arm / 2);
      canvas.part(
          Outlines.box(x - arm / 2 - 0.02, armTop, x + arm / 2 + 0.02, 0.58, rounding),
          cover,
          Form.SOFT);
    }
  }

  private void feet(Canvas canvas) {
    for (int side = -1; side <= 1; side += 2) {
      canvas.rod(
          Outlines.curve(side * (half - 0.1), 0.56, side * (half - 0.06), 0.7),
          0.05,
          feet,
          Finish.WOOD);
    }
  }

  private void scatterCushion(Canvas canvas, double inner) {

    canvas.part(
        Outlines.moved(
            Outlines.turnedBy(Outlines.box(-0.15, -0.15, 0.15, 0.15, 0.05), 0.2, 0, 0),
            -inner + 0.2,
            0.1),
        look.accent(),
        Finish.CLOTH,
        Form.SOFT);
  }
}
