package dev.visualsimilarity.sample.paint;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;

/** Emblems within a circle of radius 1. */
public enum Mark {
  STAR,
  HEART,
  RING,
  LEAF,
  PEAKS,
  BOLT,
  DIAMOND,
  WAVE,
  FLOWER;

  /** The outline of the emblem, with its centre at 0, 0. */
  public Shape outline() {
    return switch (this) {
      case STAR -> star();
      case HEART ->
          Outlines.blob(
              0, -0.45, 0.35, -0.85, 0.85, -0.6, 0.8, -0.05, 0, 0.95, -0.8, -0.05, -0.85, -0.6,
              -0.35, -0.85);
      case RING -> Outlines.without(Outlines.ellipse(0, 0, 1, 1), Outlines.ellipse(0, 0, 0.5, 0.5));
      case LEAF -> Outlines.turnedBy(leaf(), 0.6, 0, 0);
      case PEAKS -> Outlines.polygon(-1, 0.7, -0.35, -0.6, 0, 0, 0.35, -0.35, 1, 0.7);
      case BOLT ->
          Outlines.polygon(
              0.25, -1, -0.6, 0.2, -0.05, 0.2, -0.3, 1, 0.6, -0.3, 0.05, -0.3, 0.45, -1);
      case DIAMOND -> Outlines.polygon(0, -1, 0.75, 0, 0, 1, -0.75, 0);
      case WAVE ->
          Outlines.blob(
              -1, 0.3, -0.5, -0.4, 0, 0.1, 0.5, -0.6, 1, -0.1, 0.5, 0.1, 0, 0.7, -0.5, 0.25);
      case FLOWER -> flower();
    };
  }

  /** A pointed leaf that stands upright. */
  public static Shape leaf() {
    Path2D path = new Path2D.Double();
    path.moveTo(0, -1);
    path.quadTo(0.75, -0.1, 0, 1);
    path.quadTo(-0.75, -0.1, 0, -1);
    path.closePath();
    return path;
  }

  private static Shape star() {
    double[] points = new double[20];
    for (int i = 0; i < 10; i++) {
      double angle = Math.PI * (i / 5.0 - 0.5);
      double radius = i % 2 == 0 ? 1 : 0.45;
      points[2 * i] = radius * Math.cos(angle);
      points[2 * i + 1] = radius * Math.sin(angle);
    }
    return Outlines.polygon(points);
  }

  private static Shape flower() {
    Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO);
    Shape petal = Outlines.ellipse(0, -0.6, 0.3, 0.42);
    for (int i = 0; i < 6; i++) {
      path.append(
          AffineTransform.getRotateInstance(Math.PI * i / 3).createTransformedShape(petal), false);
    }
    return path;
  }
}
