package dev.visualsimilarity.sample.shape;

import dev.visualsimilarity.sample.paint.Canvas;
import dev.visualsimilarity.sample.paint.Colours;
import dev.visualsimilarity.sample.paint.Finish;
import dev.visualsimilarity.sample.paint.Form;
import dev.visualsimilarity.sample.paint.Mark;
import dev.visualsimilarity.sample.paint.Outlines;
import java.awt.Color;
import java.awt.Shape;

/** Books, the cover towards the camera and the pages at its right edge. */
final class Book implements Drawing {

  private final Look look;
  private final double width;
  private final double height;
  private final double thickness;
  private final int lines;
  private final int style;
  private final Mark mark;
  private final double size;
  private final Color ink;

  Book(Traits traits) {
    look = traits.look();
    width = traits.between(0.46, 0.6);
    height = traits.between(0.7, 0.82);
    thickness = traits.between(0.06, 0.16);
    lines = traits.count(1, 3);
    style = traits.count(0, 2);
    mark = traits.pick(Mark.values());
    size = traits.between(0.14, 0.26);
    ink = look.accent();
  }

  @Override
  public void draw(Canvas canvas) {
    double depth = thickness * (1 + 0.8 * canvas.pose().yaw());
    pages(canvas, depth);
    Shape cover = Outlines.box(-width, -height, width, height, 0.03);
    canvas.part(cover, look.printed(Finish.MATTE), Form.SLAB);
    Shape panel = panel();
    print(canvas, cover, panel);
    lines(canvas);
    canvas.creaseWithin(
        cover, Outlines.curve(-width + 0.08, -height, -width + 0.08, height), 0.05, 0.5);
  }

  private void pages(Canvas canvas, double depth) {
    canvas.part(
        Outlines.polygon(
            width,
            -height + 0.02,
            width + depth,
            -height + 0.05,
            width + depth,
            height - 0.01,
            width,
            height - 0.02),
        Colours.PAPER,
        Finish.MATTE,
        Form.SLAB);
    for (int i = 1; i < 6; i++) {
      double x = width + depth * i / 6;
      canvas.line(
          Outlines.curve(x, -height + 0.04, x, height - 0.03),
          0.006,
          Colours.fade(Colours.INK, 0.25));
    }
  }

  private Shape panel() {
    return switch (style) {
      case 0 -> Outlines.box(-0.72 * width, -0.8 * height, 0.8 * width, -0.2 * height, 0.02);
      case 1 -> Outlines.ellipse(0.04, -0.3, 0.62 * width, 0.62 * width);
      default -> Outlines.box(-width, -0.1 * height, width, 0.45 * height);
    };
  }

  private void print(Canvas canvas, Shape cover, Shape panel) {
    canvas.flat(Outlines.common(cover, panel), ink);
    Color print = Colours.luminance(ink) < 0.55 ? Colours.PAPER : Colours.INK;
    double middle = Outlines.bounds(panel).getCenterY();
    canvas.flat(Outlines.placed(mark.outline(), size * 0.8, size * 0.8, 0.03, middle), print);
  }

  private void lines(Canvas canvas) {
    for (int i = 0; i < lines; i++) {
      double y = 0.56 * height + 0.11 * i;
      double half = width * (0.6 - 0.14 * i);
      canvas.line(
          Outlines.curve(-half, y, half, y),
          0.05,
          Colours.luminance(look.main()) < 0.55 ? Colours.PAPER : Colours.INK);
    }
  }
}
