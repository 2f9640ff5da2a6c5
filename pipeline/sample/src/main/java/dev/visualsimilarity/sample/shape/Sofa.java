package dev.visualsimilarity.sample.shape;

import dev.visualsimilarity.sample.paint.Colours;
import dev.visualsimilarity.sample.paint.Finish;
import dev.visualsimilarity.sample.paint.Form;
import dev.visualsimilarity.sample.paint.Material;
import dev.visualsimilarity.sample.paint.Outlines;
import java.awt.Color;

/** Sofas and armchairs: a back, seat cushions, two arms, feet and scatter cushions. */
final class Sofa implements Family {

  @Override
  public Drawing design(Traits traits) {
    int seats = traits.count(1, 3);
    double half = 0.34 + 0.17 * seats;
    double back = traits.between(-0.42, -0.2);
    double arm = traits.between(0.12, 0.2);
    double armTop = traits.between(0.0, 0.16);
    double rounding = traits.between(0.04, 0.14);
    boolean scatter = traits.chance(0.6);
    Finish finish = traits.pick(Finish.CLOTH, Finish.LEATHER);
    Color feet = traits.pick(Colours.OAK, Colours.WALNUT, Colours.INK);
    return canvas -> {
      for (int side = -1; side <= 1; side += 2) {
        canvas.rod(
            Outlines.curve(side * (half - 0.1), 0.56, side * (half - 0.06), 0.7),
            0.05,
            feet,
            Finish.WOOD);
      }
      Material cover = traits.printed(finish);
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
        canvas.part(
            Outlines.moved(
                Outlines.turnedBy(Outlines.box(-0.15, -0.15, 0.15, 0.15, 0.05), 0.2, 0, 0),
                -inner + 0.2,
                0.1),
            traits.accent(),
            Finish.CLOTH,
            Form.SOFT);
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
    };
  }
}
