package dev.visualsimilarity.sample.shape;

import dev.visualsimilarity.sample.paint.Canvas;
import dev.visualsimilarity.sample.paint.Colours;
import dev.visualsimilarity.sample.paint.Finish;
import dev.visualsimilarity.sample.paint.Form;
import dev.visualsimilarity.sample.paint.Material;
import dev.visualsimilarity.sample.paint.Outlines;
import java.awt.Color;
import java.awt.Shape;

/** Backpacks: a rounded sack with a front pocket, a lid or a zip, and straps at the sides. */
final class Backpack implements Drawing {

  private final Look look;
  private final double width;
  private final double top;
  private final double dome;
  private final double pocketTop;
  private final boolean lid;
  private final boolean belts;
  private final Color pocketColour;
  private final Color leather;
  private final Material cloth;

  Backpack(Traits traits) {
    look = traits.look();
    width = traits.between(0.44, 0.56);
    top = traits.between(-0.72, -0.55);
    dome = traits.between(0.12, 0.4);
    pocketTop = traits.between(0.05, 0.25);
    lid = traits.chance(0.45);
    belts = traits.chance(0.5);
    pocketColour = traits.chance(0.6) ? look.accent() : look.main();
    leather = traits.pick(Colours.WALNUT, Colours.INK, Colours.OAK);
    cloth = look.printed(Finish.CLOTH);
  }

  @Override
  public void draw(Canvas canvas) {
    straps(canvas);
    Shape body = Outlines.box(-width, top, width, 0.8, dome);
    canvas.part(body, cloth, Form.SOFT);
    if (lid) {
      cover(canvas);
    } else {
      zip(canvas);
    }
    pocket(canvas);
    if (belts) {
      belts(canvas);
    }
  }

  private void straps(Canvas canvas) {
    canvas.rod(
        Outlines.curve(-0.12, top + 0.06, -0.1, top - 0.1, 0.1, top - 0.1, 0.12, top + 0.06),
        0.05,
        leather,
        Finish.LEATHER);
    for (int side = -1; side <= 1; side += 2) {
      canvas.part(
          Outlines.box(side * width - 0.1, -0.05, side * width + 0.1, 0.72, 0.09),
          Colours.darker(look.main(), 0.2),
          Finish.CLOTH,
          Form.SOFT);
    }
  }

  private void cover(Canvas canvas) {

    Shape cover = Outlines.box(-width - 0.02, top - 0.02, width + 0.02, top + 0.42, 0.16);
    canvas.crease(Outlines.moved(cover, 0, 0.03), 0.05, 0.3);
    canvas.part(cover, pocketColour, Finish.CLOTH, Form.SOFT);
  }

  private void zip(Canvas canvas) {

    canvas.line(
        Outlines.curve(
            -width + 0.06,
            0.02,
            -0.8 * width,
            top + 0.2,
            0,
            top + 0.12,
            0.8 * width,
            top + 0.2,
            width - 0.06,
            0.02),
        0.03,
        Colours.fade(Colours.INK, 0.75));
  }

  private void pocket(Canvas canvas) {
    Shape pocket = Outlines.box(-0.75 * width, pocketTop, 0.75 * width, 0.74, 0.1);
    canvas.crease(pocket, 0.04, 0.4);
    canvas.part(pocket, pocketColour, Finish.CLOTH, Form.SOFT);
    canvas.rod(
        Outlines.curve(-0.62 * width, pocketTop + 0.1, 0.62 * width, pocketTop + 0.1),
        0.025,
        Colours.STEEL,
        Finish.METAL);
  }

  private void belts(Canvas canvas) {

    for (int side = -1; side <= 1; side += 2) {
      double x = side * 0.4 * width;
      canvas.rod(Outlines.curve(x, top + 0.1, x, pocketTop + 0.22), 0.06, leather, Finish.LEATHER);
      canvas.part(
          Outlines.box(x - 0.05, pocketTop + 0.1, x + 0.05, pocketTop + 0.2, 0.02),
          Colours.BRASS,
          Finish.METAL,
          Form.SLAB);
    }
  }
}
