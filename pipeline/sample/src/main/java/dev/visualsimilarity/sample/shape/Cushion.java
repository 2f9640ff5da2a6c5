package dev.visualsimilarity.sample.shape;

import dev.visualsimilarity.sample.paint.Colours;
import dev.visualsimilarity.sample.paint.Finish;
import dev.visualsimilarity.sample.paint.Form;
import dev.visualsimilarity.sample.paint.Outlines;
import java.awt.Shape;

/** Cushions: square, oblong or round, with piping, a button or tassels. */
final class Cushion implements Family {

  @Override
  public Drawing design(Traits traits) {
    double width = traits.between(0.62, 0.8);
    double height = traits.pick(width, width, 0.62 * width);
    boolean round = traits.chance(0.2);
    boolean button = round || traits.chance(0.3);
    boolean tassels = !round && traits.chance(0.35);
    double pinch = traits.between(0.82, 0.94);
    return canvas -> {
      double h = height * pinch;
      double w = width * pinch;
      Shape body =
          round
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
      if (tassels) {
        for (int x = -1; x <= 1; x += 2) {
          for (int y = -1; y <= 1; y += 2) {
            canvas.rod(
                Outlines.curve(x * width, y * height, x * (width + 0.1), y * (height + 0.1)),
                0.1,
                traits.accent(),
                Finish.CLOTH);
          }
        }
      }
      canvas.part(body, traits.printed(Finish.CLOTH), Form.SOFT);
      canvas.line(body, 0.03, Colours.fade(traits.accent(), 0.8));
      for (int x = -1; x <= 1; x += 2) {
        canvas.creaseWithin(
            body,
            Outlines.curve(x * 0.9 * width, -0.85 * h, x * 0.6 * width, -0.45 * h),
            0.09,
            0.18);
        canvas.creaseWithin(
            body, Outlines.curve(x * 0.9 * width, 0.85 * h, x * 0.6 * width, 0.5 * h), 0.09, 0.2);
      }
      if (button) {
        canvas.crease(Outlines.ellipse(0, 0, 0.07, 0.07), 0.16, 0.4);
        canvas.part(Outlines.ellipse(0, 0, 0.075, 0.075), traits.accent(), Finish.CLOTH, Form.BALL);
      }
    };
  }
}
