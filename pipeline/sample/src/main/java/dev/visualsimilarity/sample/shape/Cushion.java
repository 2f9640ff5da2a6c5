package dev.visualsimilarity.sample.shape;

import dev.visualsimilarity.sample.paint.Canvas;
import dev.visualsimilarity.sample.paint.Colours;
import dev.visualsimilarity.sample.paint.Finish;
import dev.visualsimilarity.sample.paint.Form;
import dev.visualsimilarity.sample.paint.Outlines;
import java.awt.Shape;

/** Cushions: square, oblong or round, with piping, a button or tassels. */
final class Cushion implements Drawing {

  private final Look look;
  private final double width;
  private final double height;
  private final boolean round;
  private final boolean button;
  private final boolean tassels;
  private final double pinch;

  Cushion(Traits traits) {
    look = traits.look();
    width = traits.between(0.62, 0.8);
    height = traits.pick(width, width, 0.62 * width);
    round = traits.chance(0.2);
    button = round || traits.chance(0.3);
    tassels = !round && traits.chance(0.35);
    pinch = traits.between(0.82, 0.94);
  }

  @Override
  public void draw(Canvas canvas) {
    double h = height * pinch;
    double w = width * pinch;
    Shape body = outline(h, w);
    if (tassels) {
      tassels(canvas);
    }
    canvas.part(body, look.printed(Finish.CLOTH), Form.SOFT);
    canvas.line(body, 0.03, Colours.fade(look.accent(), 0.8));
    creases(canvas, h, body);
    if (button) {
      canvas.crease(Outlines.ellipse(0, 0, 0.07, 0.07), 0.16, 0.4);
      canvas.part(Outlines.ellipse(0, 0, 0.075, 0.075), look.accent(), Finish.CLOTH, Form.BALL);
    }
  }

  private Shape outline(double h, double w) {
    return round
        ? Outlines.ellipse(0, 0, width, width)
        : Outlines.blob(
            -width,
            -height,
            -0.5 * width,
            -0.97 * h,
            0,
            -0.94 * h,
            0.5 * width,
            -0.97 * h,
            width,
            -height,
            0.97 * w,
            -0.5 * height,
            0.94 * w,
            0,
            0.97 * w,
            0.5 * height,
            width,
            height,
            0.5 * width,
            0.97 * h,
            0,
            0.94 * h,
            -0.5 * width,
            0.97 * h,
            -width,
            height,
            -0.97 * w,
            0.5 * height,
            -0.94 * w,
            0,
            -0.97 * w,
            -0.5 * height);
  }

  private void tassels(Canvas canvas) {

    for (int x = -1; x <= 1; x += 2) {
      for (int y = -1; y <= 1; y += 2) {
        canvas.rod(
            Outlines.curve(x * width, y * height, x * (width + 0.1), y * (height + 0.1)),
            0.1,
            look.accent(),
            Finish.CLOTH);
      }
    }
  }

  private void creases(Canvas canvas, double h, Shape body) {
    for (int x = -1; x <= 1; x += 2) {
      canvas.creaseWithin(
          body, Outlines.curve(x * 0.9 * width, -0.85 * h, x * 0.6 * width, -0.45 * h), 0.09, 0.18);
      canvas.creaseWithin(
          body, Outlines.curve(x * 0.9 * width, 0.85 * h, x * 0.6 * width, 0.5 * h), 0.09, 0.2);
    }
  }
}
