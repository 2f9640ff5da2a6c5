package dev.visualsimilarity.sample.shape;

import dev.visualsimilarity.sample.paint.Canvas;
import dev.visualsimilarity.sample.paint.Colours;
import dev.visualsimilarity.sample.paint.Finish;
import dev.visualsimilarity.sample.paint.Outlines;
import java.awt.Color;
import java.awt.Shape;

/** Sunglasses from the front: round, square or cat-eye lenses, a bridge and temples. */
final class Sunglasses implements Drawing {

  private final Look look;
  private final int style;
  private final double width;
  private final double height;
  private final Color lens;
  private final Finish finish;
  private final double thickness;

  Sunglasses(Traits traits) {
    look = traits.look();
    style = traits.count(0, 2);
    width = traits.between(0.3, 0.37);
    height = width * traits.between(0.72, 1.0);
    double rim = traits.between(0.05, 0.11);
    boolean wire = traits.chance(0.3);
    lens = traits.pick(new Color(50, 45, 50), new Color(120, 80, 40), look.accent());
    finish = wire ? Finish.METAL : Finish.GLOSSY;
    thickness = wire ? 0.04 : rim;
  }

  @Override
  public void draw(Canvas canvas) {
    double apart = width + 0.08;
    for (int side = -1; side <= 1; side += 2) {
      double reach = side * canvas.pose().yaw() * 0.15;
      canvas.rod(
          Outlines.curve(
              side * (apart + width),
              -0.14,
              side * (apart + width + 0.03) - reach,
              -0.3,
              side * (apart + width - 0.16) - reach,
              -0.46),
          0.055,
          Colours.darker(look.main(), 0.2),
          finish);
    }
    canvas.rod(Outlines.curve(-0.12, -0.06, 0, -0.12, 0.12, -0.06), thickness, look.main(), finish);
    for (int side = -1; side <= 1; side += 2) {
      Shape glass = Outlines.placed(lens(style, width, height), side, 1, side * apart, 0);
      canvas.flat(glass, Colours.fade(lens, 0.88));
      canvas.flatWithin(
          glass,
          Outlines.polygon(side * apart - 1, 0.3, side * apart - 1, -1, side * apart + 0.5, -1),
          Colours.fade(Color.WHITE, 0.14));
      canvas.flatWithin(
          glass,
          Outlines.ellipse(side * apart, height, width, 0.7 * height),
          Colours.fade(Color.WHITE, 0.1));
      canvas.rod(glass, thickness, look.main(), finish);
    }
  }

  private static Shape lens(int style, double w, double h) {
    return switch (style) {
      case 0 -> Outlines.ellipse(0, 0, w, w * 0.96);
      case 1 -> Outlines.box(-w, -h * 0.9, w, h * 0.9, 0.3 * h);
      default ->
          Outlines.blob(
              -w, -0.5 * h, 0, -0.75 * h, w * 1.15, -0.98 * h, w * 0.9, 0.35 * h, 0, 0.85 * h,
              -0.9 * w, 0.4 * h);
    };
  }
}
