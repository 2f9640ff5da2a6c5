package dev.visualsimilarity.sample.paint;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;

/**
 * A transparent sheet on which a product is drawn part by part, back to front, in product
 * coordinates: x to the right, y down, within -1 to 1. Not thread-safe.
 */
public final class Canvas {

  private final Graphics2D graphics;
  private final Pose pose;
  private final boolean lit;

  /**
   * @param graphics draws in product coordinates
   * @param pose how the product stands; parts that can be seen to turn ask for it
   */
  public Canvas(Graphics2D graphics, Pose pose) {
    this(graphics, pose, true);
  }

  private Canvas(Graphics2D graphics, Pose pose, boolean lit) {
    this.graphics = graphics;
    this.pose = pose;
    this.lit = lit;
  }

  /** A sheet that takes flat colours only: enough, and quick, to see where a product is. */
  public static Canvas silhouette(Graphics2D graphics, Pose pose) {
    return new Canvas(graphics, pose, false);
  }

  public Pose pose() {
    return pose;
  }

  /** A part with its print, grain and shading. */
  public void part(Shape shape, Material material, Form form) {
    graphics.setColor(material.colour());
    graphics.fill(shape);
    if (!lit) {
      return;
    }
    Graphics2D inside = (Graphics2D) graphics.create();
    inside.clip(shape);
    Prints.paint(inside, Outlines.bounds(shape), material, form, pose);
    Grain.paint(inside, Outlines.bounds(shape), material.finish());
    Shading.paint(inside, shape, material.finish(), form);
    inside.dispose();
  }

  /** A part of one colour, shaded. */
  public void part(Shape shape, Color colour, Finish finish, Form form) {
    part(shape, Material.plain(colour, finish), form);
  }

  /** A rod, strap or tube along a line, shaded. */
  public void rod(Shape line, double width, Color colour, Finish finish) {
    part(stroke(width).createStrokedShape(line), colour, finish, Form.SLAB);
  }

  /** A flat area; the colour may be translucent. */
  public void flat(Shape shape, Color colour) {
    graphics.setColor(colour);
    graphics.fill(shape);
  }

  /** A thin line, such as an edge or a hand of a clock. */
  public void line(Shape line, double width, Color colour) {
    graphics.setColor(colour);
    graphics.setStroke(stroke(width));
    graphics.draw(line);
  }

  /** A dashed line of thread. */
  public void stitches(Shape line, Color colour) {
    graphics.setColor(colour);
    graphics.setStroke(
        new BasicStroke(
            0.012f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 1, new float[] {0.03f}, 0));
    graphics.draw(line);
  }

  /** A soft dark line, such as a fold of cloth or the shadow of one part on another. */
  public void crease(Shape line, double width, double strength) {
    if (!lit) {
      return;
    }
    graphics.setColor(Colours.fade(Color.BLACK, strength / 5));
    for (int i = 1; i <= 5; i++) {
      graphics.setStroke(stroke(width * i / 5));
      graphics.draw(line);
    }
  }

  /** A soft dark line that stays within a part. */
  public void creaseWithin(Shape part, Shape line, double width, double strength) {
    Graphics2D inside = (Graphics2D) graphics.create();
    inside.clip(part);
    new Canvas(inside, pose, lit).crease(line, width, strength);
    inside.dispose();
  }

  /** A translucent area that stays within a part, such as a reflection on glass. */
  public void flatWithin(Shape part, Shape area, Color colour) {
    Graphics2D inside = (Graphics2D) graphics.create();
    inside.clip(part);
    new Canvas(inside, pose, lit).flat(area, colour);
    inside.dispose();
  }

  private static BasicStroke stroke(double width) {
    return new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  }
}
