package dev.visualsimilarity.sample.shape;

import dev.visualsimilarity.sample.paint.Canvas;
import dev.visualsimilarity.sample.paint.Colours;
import dev.visualsimilarity.sample.paint.Finish;
import dev.visualsimilarity.sample.paint.Form;
import dev.visualsimilarity.sample.paint.Outlines;
import java.awt.Color;
import java.awt.Shape;

/** Drinking bottles: a slim cylinder with shoulders and a screw cap, some with a loop. */
final class Bottle implements Drawing {

  private final Look look;
  private final double width;
  private final double neck;
  private final double shoulder;
  private final double cap;
  private final double top;
  private final boolean loop;
  private final boolean ring;
  private final Finish finish;
  private final Color lid;

  Bottle(Traits traits) {
    look = traits.look();
    width = traits.between(0.24, 0.34);
    neck = width * traits.between(0.45, 0.8);
    shoulder = traits.between(0.12, 0.35);
    cap = traits.between(0.14, 0.26);
    top = traits.between(-0.66, -0.45);
    loop = traits.chance(0.5);
    ring = traits.chance(0.5);
    finish = traits.pick(Finish.METAL, Finish.GLOSSY, Finish.MATTE);
    lid = traits.pick(Colours.INK, Colours.STEEL, look.accent(), Colours.OAK);
  }

  @Override
  public void draw(Canvas canvas) {
    if (loop) {
      loop(canvas);
    }
    canvas.part(
        Outlines.box(-neck, top - cap, neck, top + 0.03, 0.03), lid, Finish.MATTE, Form.CYLINDER);
    Shape body = outline(canvas);
    canvas.part(body, look.printed(finish), Form.CYLINDER);
    if (ring) {
      canvas.part(
          Outlines.box(-neck * 1.03, top - 0.01, neck * 1.03, top + 0.04),
          Colours.STEEL,
          Finish.METAL,
          Form.CYLINDER);
    }
  }

  private void loop(Canvas canvas) {

    canvas.rod(
        Outlines.curve(
            -0.5 * neck,
            top - cap + 0.03,
            -0.4 * neck,
            top - cap - 0.15,
            0.4 * neck,
            top - cap - 0.15,
            0.5 * neck,
            top - cap + 0.03),
        0.05,
        lid,
        Finish.MATTE);
  }

  private Shape outline(Canvas canvas) {
    return Outlines.union(
        Outlines.turned(
            neck,
            top,
            neck,
            top + 0.03,
            0.96 * width,
            top + shoulder,
            width,
            top + shoulder + 0.12,
            width,
            0.5,
            width,
            0.74,
            0.9 * width,
            0.79),
        Outlines.ellipse(0, 0.78, 0.92 * width, 0.4 * width * canvas.pose().pitch()));
  }
}
