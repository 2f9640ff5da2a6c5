package dev.visualsimilarity.sample.paint;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.LinearGradientPaint;
import java.awt.MultipleGradientPaint.ColorSpaceType;
import java.awt.MultipleGradientPaint.CycleMethod;
import java.awt.Paint;
import java.awt.RadialGradientPaint;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;

/** Light from the upper left, laid over a flat colour. The graphics is clipped to the shape. */
final class Shading {

  private static final int EDGE_STEPS = 7;

  private Shading() {}

  static void paint(Graphics2D graphics, Shape shape, Finish finish, Form form) {
    Rectangle2D box = Outlines.bounds(shape);
    if (box.getWidth() < 1e-3 || box.getHeight() < 1e-3) {
      return;
    }
    graphics.setPaint(fallOff(box, finish, form));
    graphics.fill(box);
    double size = Math.min(box.getWidth(), box.getHeight());
    double width = size * (form == Form.SOFT ? 0.3 : 0.12);
    double strength = finish.contrast() * (form == Form.CYLINDER ? 0.28 : 0.5);
    edge(graphics, shape, -0.45 * width, width, Colours.fade(Color.BLACK, strength / EDGE_STEPS));
    edge(
        graphics,
        shape,
        0.45 * width,
        width * 0.7,
        Colours.fade(Color.WHITE, (0.25 + finish.gloss()) * 0.5 / EDGE_STEPS));
    if (form == Form.BALL || (finish == Finish.GLOSSY && form == Form.SOFT)) {
      highlight(graphics, box, finish.gloss());
    }
  }

  private static Paint fallOff(Rectangle2D box, Finish finish, Form form) {
    double c = finish.contrast();
    double w = finish.gloss();
    return switch (form) {
      case CYLINDER ->
          finish == Finish.METAL
              ? across(
                  box,
                  new float[] {0, 0.08f, 0.22f, 0.34f, 0.5f, 0.62f, 0.8f, 0.92f, 1},
                  dark(0.5),
                  dark(0.1),
                  light(0.75),
                  light(0.1),
                  dark(0.28),
                  dark(0.4),
                  light(0.35),
                  dark(0.3),
                  dark(0.55))
              : across(
                  box,
                  new float[] {0, 0.1f, 0.24f, 0.31f, 0.45f, 0.75f, 0.94f, 1},
                  dark(0.38 * c),
                  dark(0.12 * c),
                  light(0.12 + 0.6 * w),
                  light(0.1 + 0.45 * w),
                  dark(0),
                  dark(0.2 * c),
                  dark(0.46 * c),
                  dark(0.36 * c));
      case BALL -> ball(box, c, w);
      case SLAB, SOFT -> diagonal(box, c, w);
    };
  }

  private static Paint across(Rectangle2D box, float[] stops, Color... colours) {
    return new LinearGradientPaint(
        new Point2D.Double(box.getMinX(), 0), new Point2D.Double(box.getMaxX(), 0), stops, colours);
  }

  private static Paint ball(Rectangle2D box, double contrast, double gloss) {
    AffineTransform fit = AffineTransform.getTranslateInstance(box.getCenterX(), box.getCenterY());
    fit.scale(box.getWidth() / 2, box.getHeight() / 2);
    return new RadialGradientPaint(
        new Point2D.Double(-0.12, -0.15),
        1.2f,
        new Point2D.Double(-0.42, -0.5),
        new float[] {0, 0.3f, 0.62f, 0.88f, 1},
        new Color[] {
          light(0.25 + 0.3 * gloss),
          light(0.1),
          dark(0.1 * contrast),
          dark(0.42 * contrast),
          dark(0.5 * contrast)
        },
        CycleMethod.NO_CYCLE,
        ColorSpaceType.SRGB,
        fit);
  }

  private static Paint diagonal(Rectangle2D box, double contrast, double gloss) {
    return new LinearGradientPaint(
        new Point2D.Double(box.getMinX(), box.getMinY()),
        new Point2D.Double(box.getMaxX(), box.getMaxY()),
        new float[] {0, 0.35f, 0.5f, 1},
        new Color[] {
          light(0.12 + 0.3 * gloss),
          light(0.08 * gloss),
          dark(0.04 * contrast),
          dark(0.26 * contrast)
        });
  }

  /** Strokes of growing width along the outline, moved inwards on one side of it only. */
  private static void edge(
      Graphics2D graphics, Shape shape, double offset, double width, Color colour) {
    Shape moved = Outlines.moved(shape, offset, offset);
    graphics.setColor(colour);
    for (int i = 1; i <= EDGE_STEPS; i++) {
      graphics.setStroke(new BasicStroke((float) (2 * width * i / EDGE_STEPS)));
      graphics.draw(moved);
    }
  }

  private static void highlight(Graphics2D graphics, Rectangle2D box, double gloss) {
    double radius = 0.22 * Math.min(box.getWidth(), box.getHeight());
    Point2D centre =
        new Point2D.Double(
            box.getCenterX() - 0.22 * box.getWidth(), box.getCenterY() - 0.24 * box.getHeight());
    graphics.setPaint(
        new RadialGradientPaint(
            centre,
            (float) radius,
            new float[] {0, 0.35f, 1},
            new Color[] {light(0.9 * gloss), light(0.5 * gloss), light(0)}));
    graphics.fill(Outlines.ellipse(centre.getX(), centre.getY(), radius, radius));
  }

  private static Color dark(double opacity) {
    return Colours.fade(new Color(12, 10, 24), opacity);
  }

  private static Color light(double opacity) {
    return Colours.fade(Color.WHITE, opacity);
  }
}
