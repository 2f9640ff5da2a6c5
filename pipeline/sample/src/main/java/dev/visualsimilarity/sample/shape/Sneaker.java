package dev.visualsimilarity.sample.shape;

import dev.visualsimilarity.sample.paint.Canvas;
import dev.visualsimilarity.sample.paint.Colours;
import dev.visualsimilarity.sample.paint.Finish;
import dev.visualsimilarity.sample.paint.Form;
import dev.visualsimilarity.sample.paint.Material;
import dev.visualsimilarity.sample.paint.Outlines;
import java.awt.Color;
import java.awt.Shape;

/** Sneakers from the side, low or high, with laces, a toe cap and a mark. */
final class Sneaker implements Drawing {

  private final Look look;
  private final double ankle;
  private final double sole;
  private final boolean cap;
  private final boolean bars;
  private final int laces;
  private final Color rubber;
  private final Color flash;
  private final Material upper;

  Sneaker(Traits traits) {
    look = traits.look();
    ankle = traits.pick(-0.06, -0.1, -0.4);
    sole = traits.between(0.1, 0.16);
    cap = traits.chance(0.6);
    bars = traits.chance(0.5);
    laces = traits.count(3, 5);
    rubber = traits.pick(Colours.PAPER, Colours.PAPER, Colours.INK, look.accent());
    flash = look.accent();
    upper = look.printed(traits.pick(Finish.CLOTH, Finish.LEATHER));
  }

  @Override
  public void draw(Canvas canvas) {
    double base = 0.6;
    Shape body = outline(base);
    canvas.part(
        Outlines.blob(-0.68, ankle + 0.1, -0.5, ankle - 0.08, -0.2, ankle, -0.2, ankle + 0.2),
        Colours.darker(look.main(), 0.4),
        Finish.CLOTH,
        Form.SLAB);
    canvas.part(body, upper, Form.SOFT);
    patches(canvas, base, body);
    if (bars) {
      bars(canvas, body);
    } else {
      swoop(canvas, body);
    }
    laces(canvas);
    sole(canvas, base);
  }

  private Shape outline(double base) {
    return Outlines.blob(
        -0.8,
        base - 0.05,
        -0.8,
        base - 0.35,
        -0.72,
        ankle + 0.1,
        -0.62,
        ankle - 0.03,
        -0.3,
        ankle,
        -0.2,
        ankle + 0.06,
        0.1,
        0.16,
        0.4,
        0.29,
        0.74,
        0.38,
        0.88,
        base - 0.06,
        0.3,
        base,
        -0.4,
        base);
  }

  private void patches(Canvas canvas, double base, Shape body) {
    if (cap) {
      Shape toe = Outlines.ellipse(0.76, base, 0.3, 0.32);
      canvas.part(Outlines.common(body, toe), rubber, Finish.MATTE, Form.SOFT);
    }
    Shape heel = Outlines.box(-0.9, base - 0.42, -0.62, base, 0.05);
    canvas.part(Outlines.common(body, heel), flash, Finish.LEATHER, Form.SLAB);
  }

  private void bars(Canvas canvas, Shape body) {

    for (int i = 0; i < 3; i++) {
      double x = -0.42 + 0.16 * i;
      Shape bar = Outlines.polygon(x, 0.56, x + 0.08, 0.56, x + 0.22, 0.14, x + 0.14, 0.14);
      canvas.part(Outlines.common(body, bar), flash, Finish.LEATHER, Form.SLAB);
    }
  }

  private void swoop(Canvas canvas, Shape body) {

    Shape swoop = Outlines.blob(-0.58, 0.26, -0.34, 0.5, 0.4, 0.26, -0.26, 0.36);
    canvas.part(Outlines.common(body, swoop), flash, Finish.LEATHER, Form.SLAB);
  }

  private void laces(Canvas canvas) {
    for (int i = 0; i < laces; i++) {
      double share = (i + 0.5) / laces;
      double x = -0.22 + 0.52 * share;
      double y = ankle + 0.06 + (0.24 - ankle) * share;
      canvas.rod(
          Outlines.curve(x - 0.05, y + 0.14, x + 0.08, y - 0.01), 0.045, rubber, Finish.CLOTH);
    }
  }

  private void sole(Canvas canvas, double base) {
    Shape tread =
        Outlines.blob(
            -0.84,
            base - 0.02,
            -0.5,
            base - 0.03,
            0.4,
            base - 0.04,
            0.86,
            base - 0.09,
            0.94,
            base + 0.3 * sole,
            0.7,
            base + sole,
            0,
            base + sole,
            -0.78,
            base + sole,
            -0.87,
            base + 0.5 * sole);
    canvas.part(tread, rubber, Finish.MATTE, Form.SLAB);
    canvas.line(
        Outlines.curve(-0.84, base + 0.45 * sole, 0, base + 0.45 * sole, 0.86, base + 0.3 * sole),
        0.025,
        Colours.fade(flash, 0.8));
  }
}
