package dev.visualsimilarity.sample.paint;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;

/**
 * Outlines in the coordinates of a product: x to the right and y down, the product within -1 to 1.
 */
public final class Outlines {

  private Outlines() {}

  /** An ellipse by its centre and its two radii. */
  public static Shape ellipse(double x, double y, double radiusX, double radiusY) {
    return new Ellipse2D.Double(x - radiusX, y - radiusY, 2 * radiusX, 2 * radiusY);
  }

  /** A rectangle by its edges, with rounded corners. */
  public static Shape box(double left, double top, double right, double bottom, double radius) {
    return new RoundRectangle2D.Double(
        left, top, right - left, bottom - top, 2 * radius, 2 * radius);
  }

  public static Shape box(double left, double top, double right, double bottom) {
    return new Rectangle2D.Double(left, top, right - left, bottom - top);
  }

  /** A closed polygon; the numbers are x, y, x, y, and so on. */
  public static Shape polygon(double... points) {
    Path2D path = new Path2D.Double();
    path.moveTo(points[0], points[1]);
    for (int i = 2; i < points.length; i += 2) {
      path.lineTo(points[i], points[i + 1]);
    }
    path.closePath();
    return path;
  }

  /** A closed smooth curve through the points. */
  public static Shape blob(double... points) {
    return spline(points, true);
  }

  /** An open smooth curve through the points. */
  public static Shape curve(double... points) {
    return spline(points, false);
  }

  /**
   * The outline of something turned on a lathe: the half profile, from top to bottom as x, y pairs,
   * and its mirror image. Top and bottom are closed with straight lines.
   */
  public static Shape turned(double... profile) {
    Path2D path = new Path2D.Double(spline(profile, false));
    double[] mirror = new double[profile.length];
    for (int i = 0; i < profile.length; i += 2) {
      mirror[i] = -profile[profile.length - 2 - i];
      mirror[i + 1] = profile[profile.length - 1 - i];
    }
    path.append(spline(mirror, false), true);
    path.closePath();
    return path;
  }

  public static Shape moved(Shape shape, double x, double y) {
    return AffineTransform.getTranslateInstance(x, y).createTransformedShape(shape);
  }

  /** Scaled about the origin, then moved. */
  public static Shape placed(Shape shape, double scaleX, double scaleY, double x, double y) {
    AffineTransform transform = AffineTransform.getTranslateInstance(x, y);
    transform.scale(scaleX, scaleY);
    return transform.createTransformedShape(shape);
  }

  /** Turned clockwise about a point, by an angle in radians. */
  public static Shape turnedBy(Shape shape, double angle, double x, double y) {
    return AffineTransform.getRotateInstance(angle, x, y).createTransformedShape(shape);
  }

  public static Shape without(Shape shape, Shape hole) {
    Area area = new Area(shape);
    area.subtract(new Area(hole));
    return area;
  }

  public static Shape common(Shape first, Shape second) {
    Area area = new Area(first);
    area.intersect(new Area(second));
    return area;
  }

  public static Shape union(Shape first, Shape second) {
    Area area = new Area(first);
    area.add(new Area(second));
    return area;
  }

  /**
   * The box around the points that define a shape, control points included. JDK 19 and newer shrink
   * {@link Path2D#getBounds2D} to the curve itself, which would move prints and shading.
   */
  public static Rectangle2D bounds(Shape shape) {
    if (!(shape instanceof Path2D)) {
      return shape.getBounds2D();
    }
    double[] points = new double[6];
    double left = Double.POSITIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    for (PathIterator path = shape.getPathIterator(null); !path.isDone(); path.next()) {
      int coordinates = 2 * points(path.currentSegment(points));
      for (int i = 0; i < coordinates; i += 2) {
        left = Math.min(left, points[i]);
        right = Math.max(right, points[i]);
        top = Math.min(top, points[i + 1]);
        bottom = Math.max(bottom, points[i + 1]);
      }
    }
    return new Rectangle2D.Double(left, top, right - left, bottom - top);
  }

  private static int points(int segment) {
    return switch (segment) {
      case PathIterator.SEG_CLOSE -> 0;
      case PathIterator.SEG_QUADTO -> 2;
      case PathIterator.SEG_CUBICTO -> 3;
      default -> 1;
    };
  }

  /** A uniform Catmull-Rom spline, as cubic Bézier segments. */
  private static Path2D spline(double[] points, boolean closed) {
    int count = points.length / 2;
    Path2D path = new Path2D.Double();
    path.moveTo(points[0], points[1]);
    int segments = closed ? count : count - 1;
    for (int i = 0; i < segments; i++) {
      int before = 2 * neighbour(i - 1, count, closed);
      int from = 2 * i;
      int to = 2 * neighbour(i + 1, count, closed);
      int after = 2 * neighbour(i + 2, count, closed);
      path.curveTo(
          points[from] + (points[to] - points[before]) / 6,
          points[from + 1] + (points[to + 1] - points[before + 1]) / 6,
          points[to] - (points[after] - points[from]) / 6,
          points[to + 1] - (points[after + 1] - points[from + 1]) / 6,
          points[to],
          points[to + 1]);
    }
    if (closed) {
      path.closePath();
    }
    return path;
  }

  private static int neighbour(int i, int count, boolean closed) {
    return closed ? Math.floorMod(i, count) : Math.max(0, Math.min(count - 1, i));
  }
}
