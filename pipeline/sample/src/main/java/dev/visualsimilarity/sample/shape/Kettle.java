package dev.visualsimilarity.sample.shape;

import dev.visualsimilarity.sample.paint.Canvas;
import dev.visualsimilarity.sample.paint.Colours;
import dev.visualsimilarity.sample.paint.Finish;
import dev.visualsimilarity.sample.paint.Form;
import dev.visualsimilarity.sample.paint.Outlines;
import java.awt.Color;
import java.awt.Shape;

/** Stove kettles: a cone or dome of enamel or steel, a short spout and a handle above. */
final class Kettle implements Drawing {

  private final Look look;
  private final double base;
  private final double shoulder;
  private final double top;
  private final double arch;
  private final double thick;
  private final Finish finish;
  private final Color handle;
  private final boolean skirt;

  Kettle(Traits traits) {
    look = traits.look();
    base = traits.between(0.48, 0.6);
    shoulder = base * traits.between(0.5, 0.95);
    top = traits.between(-0.15, 0.1);
    arch = traits.between(0.4, 0.55);
    thick = traits.between(0.07, 0.11);
    finish = traits.pick(Finish.GLOSSY, Finish.METAL);
    handle = traits.pick(Colours.INK, Colours.OAK, look.accent());
    skirt = traits.chance(0.5);
  }

  @Override
  public void draw(Canvas canvas) {
    double turn = Math.cos(canvas.pose().yaw());
    handle(canvas, turn);
    spout(canvas, turn);
    Shape body = outline(canvas);
    canvas.part(body, look.printed(finish), Form.CYLINDER);
    if (skirt) {
      canvas.part(
          Outlines.box(-base, 0.66, base, 0.77, 0.03), Colours.STEEL, Finish.METAL, Form.CYLINDER);
    }
    canvas.part(
        Outlines.ellipse(0, top + 0.02, shoulder * 0.5, 0.06), look.main(), finish, Form.BALL);
    canvas.part(Outlines.ellipse(0, top - 0.07, 0.07, 0.06), handle, Finish.GLOSSY, Form.BALL);
  }

  private void handle(Canvas canvas, double turn) {
    canvas.rod(
        Outlines.curve(
            -shoulder * 0.8 * turn,
            top + 0.08,
            -shoulder * 0.75,
            top - 0.7 * arch,
            0,
            top - arch,
            shoulder * 0.75,
            top - 0.7 * arch,
            shoulder * 0.8 * turn,
            top + 0.08),
        thick,
        handle,
        Finish.MATTE);
  }

  private void spout(Canvas canvas, double turn) {
    canvas.part(
        Outlines.polygon(
            -0.8 * base * turn,
            0.5,
            -1.42 * base * turn,
            top + 0.12,
            -1.28 * base * turn,
            top + 0.04,
            -0.6 * shoulder * turn,
            top + 0.22),
        look.main(),
        finish,
        Form.SLAB);
  }

  private Shape outline(Canvas canvas) {
    return Outlines.union(
        Outlines.turned(
            0.2 * base,
            top - 0.02,
            shoulder * 0.8,
            top + 0.04,
            shoulder,
            top + 0.16,
            base,
            0.6,
            base * 0.97,
            0.76),
        Outlines.ellipse(0, 0.76, base * 0.97, base * 0.5 * canvas.pose().pitch()));
  }
}
