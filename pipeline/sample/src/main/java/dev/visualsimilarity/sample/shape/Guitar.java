package dev.visualsimilarity.sample.shape;

import dev.visualsimilarity.sample.paint.Canvas;
import dev.visualsimilarity.sample.paint.Colours;
import dev.visualsimilarity.sample.paint.Finish;
import dev.visualsimilarity.sample.paint.Form;
import dev.visualsimilarity.sample.paint.Outlines;
import java.awt.Color;
import java.awt.Shape;

/** Guitars, laid upright: acoustic, with a sound hole, or electric, with pickups. */
final class Guitar implements Drawing {

  private final Look look;
  private final boolean electric;
  private final double lower;
  private final double upper;
  private final double waist;
  private final boolean guard;
  private final Color board;

  Guitar(Traits traits) {
    look = traits.look();
    electric = traits.chance(0.5);
    lower = traits.between(0.34, 0.42);
    upper = lower * traits.between(0.68, 0.85);
    waist = upper * traits.between(0.68, 0.85);
    guard = traits.chance(0.7);
    board = traits.pick(Colours.WALNUT, Colours.INK);
  }

  @Override
  public void draw(Canvas canvas) {
    head(canvas);
    Shape body = outline();
    canvas.part(body, look.printed(electric ? Finish.GLOSSY : Finish.WOOD), Form.SOFT);
    canvas.line(body, 0.025, Colours.darker(look.main(), 0.55));
    canvas.part(Outlines.box(-0.05, -0.72, 0.05, 0.14, 0.01), board, Finish.WOOD, Form.SLAB);
    if (guard) {
      canvas.part(
          Outlines.blob(0.08, 0.3, 0.24, 0.34, 0.2, 0.56, 0.06, 0.5),
          electric ? look.accent() : Colours.WALNUT,
          Finish.GLOSSY,
          Form.SLAB);
    }
    if (electric) {
      pickups(canvas);
    } else {
      soundHole(canvas);
    }
    canvas.part(Outlines.box(-0.14, 0.64, 0.14, 0.69, 0.01), board, Finish.WOOD, Form.SLAB);
    for (int i = -2; i <= 2; i++) {
      canvas.line(Outlines.curve(0.016 * i, -0.74, 0.018 * i, 0.66), 0.005, Colours.STEEL);
    }
  }

  private void head(Canvas canvas) {
    canvas.part(Outlines.box(-0.05, -0.72, 0.05, 0.2, 0.01), board, Finish.WOOD, Form.SLAB);
    canvas.part(
        Outlines.polygon(-0.06, -0.7, -0.1, -0.92, 0.08, -0.96, 0.06, -0.7),
        electric ? look.main() : board,
        Finish.WOOD,
        Form.SLAB);
    for (int i = 0; i < 3; i++) {
      for (int side = -1; side <= 1; side += 2) {
        canvas.flat(Outlines.ellipse(side * 0.11, -0.76 - 0.06 * i, 0.025, 0.02), Colours.STEEL);
      }
    }
  }

  private Shape outline() {
    return electric
        ? Outlines.blob(
            -0.06, 0.02, -0.3, -0.2, -0.34, 0.05, -waist, 0.3, -lower, 0.62, -0.2, 0.88, 0.15, 0.88,
            lower, 0.62, waist, 0.32, 0.3, 0.08, 0.28, -0.12, 0.07, 0.06)
        : Outlines.blob(
            0,
            -0.06,
            -0.8 * upper,
            -0.03,
            -upper,
            0.12,
            -waist,
            0.32,
            -lower,
            0.6,
            -0.7 * lower,
            0.86,
            0,
            0.92,
            0.7 * lower,
            0.86,
            lower,
            0.6,
            waist,
            0.32,
            upper,
            0.12,
            0.8 * upper,
            -0.03);
  }

  private void pickups(Canvas canvas) {

    for (int i = 0; i < 3; i++) {
      canvas.part(
          Outlines.box(-0.1, 0.22 + 0.14 * i, 0.1, 0.28 + 0.14 * i, 0.02),
          Colours.INK,
          Finish.MATTE,
          Form.SLAB);
    }
  }

  private void soundHole(Canvas canvas) {

    canvas.flat(Outlines.ellipse(0, 0.28, 0.14, 0.14), new Color(40, 26, 20));
    canvas.line(Outlines.ellipse(0, 0.28, 0.16, 0.16), 0.02, look.accent());
  }
}
