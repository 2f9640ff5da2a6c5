package dev.visualsimilarity.sample.shape;

import dev.visualsimilarity.sample.paint.Canvas;
import dev.visualsimilarity.sample.paint.Colours;
import dev.visualsimilarity.sample.paint.Finish;
import dev.visualsimilarity.sample.paint.Form;
import dev.visualsimilarity.sample.paint.Material;
import dev.visualsimilarity.sample.paint.Outlines;
import dev.visualsimilarity.sample.paint.Pattern;
import java.awt.Color;
import java.awt.Shape;

/** T-shirts, laid flat: short or long sleeves, round or V neck, ribbed collar. */
final class TShirt implements Drawing {

  private final Look look;
  private final double chest;
  private final double length;
  private final double sleeve;
  private final double neck;
  private final double depth;
  private final Color collar;
  private final boolean pocket;
  private final Material cloth;
  private final Material arm;
  private final Shape body;
  private final Shape left;
  private final Shape right;
  private final Shape hole;

  TShirt(Traits traits) {
    look = traits.look();
    chest = traits.between(0.44, 0.54);
    length = traits.between(0.66, 0.84);
    sleeve = traits.pick(0.36, 0.42, 0.48, 0.86);
    neck = traits.between(0.17, 0.24);
    depth = traits.pick(0.14, 0.16, 0.34);
    Color sleeves = traits.chance(0.25) ? look.accent() : look.main();
    collar = traits.chance(0.45) ? look.accent() : look.main();
    pocket = traits.chance(0.25);
    cloth = look.printed(Finish.CLOTH);
    arm = sleeves.equals(look.main()) ? cloth : Material.plain(sleeves, Finish.CLOTH);
    body = torso();
    left = sleeve();
    right = Outlines.placed(left, -1, 1, 0, 0);
    hole = opening();
  }

  @Override
  public void draw(Canvas canvas) {
    Material unmarked = arm.pattern() == Pattern.MARK ? arm.unprinted() : arm;
    canvas.part(left, unmarked, Form.SOFT);
    canvas.part(right, unmarked, Form.SOFT);
    canvas.part(body, cloth, Form.SOFT);
    canvas.crease(Outlines.curve(-chest, -0.6, -chest + 0.05, -0.3, -chest, -0.1), 0.03, 0.4);
    canvas.crease(Outlines.curve(chest, -0.6, chest - 0.05, -0.3, chest, -0.1), 0.03, 0.4);
    canvas.creaseWithin(body, Outlines.curve(-0.3, length, -0.22, 0.4, -0.28, 0.1), 0.12, 0.16);
    canvas.creaseWithin(body, Outlines.curve(0.2, length, 0.16, 0.3, 0.28, -0.1), 0.14, 0.16);
    canvas.flat(hole, Colours.darker(look.main(), 0.45));
    canvas.line(
        Outlines.curve(
            -neck,
            -0.74,
            -0.6 * neck,
            -0.74 + 0.72 * depth,
            0,
            -0.74 + depth,
            0.6 * neck,
            -0.74 + 0.72 * depth,
            neck,
            -0.74),
        0.055,
        Colours.darker(collar, 0.08));
    canvas.stitches(
        Outlines.curve(-chest, length - 0.05, chest, length - 0.05),
        Colours.fade(Colours.INK, 0.3));
    if (pocket) {
      Shape patch = Outlines.polygon(0.12, -0.25, 0.36, -0.25, 0.36, 0, 0.24, 0.06, 0.12, 0);
      canvas.part(patch, Material.plain(collar, Finish.CLOTH), Form.SLAB);
    }
  }

  private Shape torso() {
    return Outlines.polygon(
        -neck,
        -0.72,
        -chest,
        -0.6,
        -chest,
        0,
        -chest * 1.02,
        length,
        chest * 1.02,
        length,
        chest,
        0,
        chest,
        -0.6,
        neck,
        -0.72);
  }

  private Shape sleeve() {
    return Outlines.polygon(
        -chest + 0.02,
        -0.61,
        -chest - 0.72 * sleeve,
        -0.56 + sleeve * 0.9,
        -chest - 0.72 * sleeve + 0.26,
        -0.5 + sleeve * 0.98,
        -chest + 0.01,
        -0.12);
  }

  private Shape opening() {
    return Outlines.blob(
        -neck,
        -0.74,
        -0.6 * neck,
        -0.74 + 0.72 * depth,
        0,
        -0.74 + depth,
        0.6 * neck,
        -0.74 + 0.72 * depth,
        neck,
        -0.74,
        0,
        -0.8);
  }
}
