package dev.visualsimilarity.sample.paint;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/**
 * Paints patterns. On round forms columns crowd together towards the edges, rows sag by the pitch
 * of the camera, and a turned product shows another part of the print.
 */
final class Prints {

  private final Graphics2D graphics;
  private final Rectangle2D box;
  private final Material material;
  private final boolean round;
  private final Pose pose;

  private Prints(Graphics2D graphics, Rectangle2D box, Material material, Form form, Pose pose) {
    this.graphics = graphics;
    this.box = box;
    this.material = material;
    this.round = form == Form.CYLINDER || form == Form.BALL;
    this.pose = pose;
  }

  /** Prints the pattern of a material on the area; the graphics is clipped to the part. */
  static void paint(Graphics2D graphics, Rectangle2D box, Material material, Form form, Pose pose) {
    graphics.setColor(material.accent());
    new Prints(graphics, box, material, form, pose).paint();
  }

  private void paint() {
    double period = material.period();
    switch (material.pattern()) {
      case PLAIN -> {}
      case STRIPES -> rows(0.5 * period, period);
      case PINSTRIPES -> columns(0.28);
      case CHECK -> {
        graphics.setColor(Colours.fade(material.accent(), 0.6));
        rows(0.5 * period, period);
        columns(0.5);
      }
      case CHEVRON -> chevron();
      case BAND -> band(0.42, 0.22);
      case DIPPED -> band(0.62, 0.5);
      case DOTS -> scatter(Outlines.ellipse(0, 0, 0.3, 0.3), false);
      case SPECKLED -> scatter(Outlines.blob(0.09, 0, 0, 0.07, -0.1, 0.02, 0, -0.06), true);
      case LEAVES -> scatter(Outlines.placed(Mark.leaf(), 0.42, 0.42, 0, 0), true);
      case MARK -> mark();
    }
  }

  private void rows(double thickness, double period) {
    graphics.setStroke(stroke(thickness));
    for (double y = box.getMinY() - period; y < box.getMaxY() + period; y += period) {
      graphics.draw(row(y));
    }
  }

  private void band(double top, double share) {
    double height = box.getHeight() * share;
    graphics.setStroke(stroke(height));
    graphics.draw(row(box.getMinY() + top * box.getHeight() + height / 2));
  }

  /** A line across, along a circle of a round form seen from above. */
  private Shape row(double y) {
    double half = box.getWidth() / 2;
    double sag = round ? pose.pitch() * half : 0;
    Path2D path = new Path2D.Double();
    path.moveTo(box.getMinX(), y);
    path.curveTo(
        box.getMinX() + 0.45 * half,
        y + 1.33 * sag,
        box.getMaxX() - 0.45 * half,
        y + 1.33 * sag,
        box.getMaxX(),
        y);
    return path;
  }

  private void columns(double share) {
    double period = material.period();
    for (int i = -reach(); i <= reach(); i++) {
      graphics.setStroke(stroke(Math.max(0.004, share * period * squeeze(i))));
      double x = column(i);
      graphics.draw(Outlines.curve(x, box.getMinY(), x, box.getMaxY()));
    }
  }

  private void chevron() {
    double period = material.period();
    graphics.setStroke(stroke(0.35 * period));
    for (double y = box.getMinY() - period; y < box.getMaxY() + period; y += period) {
      Path2D path = new Path2D.Double();
      path.moveTo(column(-reach()), y);
      for (int i = -reach() + 1; i <= reach(); i++) {
        path.lineTo(column(i), y + (Math.floorMod(i, 2) == 0 ? 0 : 0.5 * period));
      }
      graphics.draw(path);
    }
  }

  /** One motif a cell, every second row half a period aside; loose ones turn and stray. */
  private void scatter(Shape motif, boolean loose) {
    double period = material.period();
    int row = 0;
    for (double y = box.getMinY(); y < box.getMaxY() + period; y += 0.8 * period, row++) {
      for (int i = -reach(); i <= reach(); i++) {
        double shift = row % 2 * 0.5;
        double stray = loose ? 0.5 * Math.sin(12.9898 * (i + shift) + 78.233 * row) : 0;
        double size = loose ? period * (1 + 0.4 * Math.sin(4.1 * i + 2.3 * row)) : period;
        Shape turned = loose ? Outlines.turnedBy(motif, 2.4 * i + 1.7 * row, 0, 0) : motif;
        graphics.fill(
            Outlines.placed(
                turned,
                size * squeeze(i + shift),
                size,
                column(i + shift + 0.3 * stray),
                y + 0.3 * stray * period));
      }
    }
  }

  private void mark() {
    double size = 0.24 * Math.min(box.getWidth(), box.getHeight());
    double turn = round ? pose.yaw() : 0;
    graphics.fill(
        Outlines.placed(
            material.mark().outline(),
            size * Math.cos(turn),
            size,
            box.getCenterX() + Math.sin(turn) * box.getWidth() / 2,
            box.getCenterY()));
  }

  private int reach() {
    return (int) Math.ceil((round ? Math.PI / 2 + 0.8 : 1.3) * box.getWidth() / material.period());
  }

  private double column(double i) {
    double half = box.getWidth() / 2;
    if (!round) {
      return box.getCenterX() + i * material.period();
    }
    return box.getCenterX() + half * Math.sin(angle(i));
  }

  private double squeeze(double i) {
    return round ? Math.max(0.05, Math.cos(angle(i))) : 1;
  }

  private double angle(double i) {
    double angle = i * material.period() / (box.getWidth() / 2) + pose.yaw();
    return Math.max(-Math.PI / 2, Math.min(Math.PI / 2, angle));
  }

  private static BasicStroke stroke(double width) {
    return new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER);
  }
}
