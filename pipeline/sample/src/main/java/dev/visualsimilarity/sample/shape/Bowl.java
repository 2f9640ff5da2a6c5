package dev.visualsimilarity.sample.shape;

import dev.visualsimilarity.sample.paint.Canvas;
import dev.visualsimilarity.sample.paint.Colours;
import dev.visualsimilarity.sample.paint.Finish;
import dev.visualsimilarity.sample.paint.Form;
import dev.visualsimilarity.sample.paint.Outlines;
import java.awt.Color;
import java.awt.Shape;

/** Bowls: a half round on a foot, open at the top. */
final class Bowl implements Drawing {

  private final Look look;
  private final double radius;
  private final double depth;
  private final double foot;
  private final Color inside;

  Bowl(Traits traits) {
    look = traits.look();
    radius = traits.between(0.6, 0.8);
    depth = traits.between(0.4, 0.65);
    foot = radius * traits.between(0.35, 0.5);
    inside = traits.chance(0.5) ? Colours.PAPER : look.accent();
  }

  @Override
  public void draw(Canvas canvas) {
    double y = 0.74 - depth;
    double pitch = canvas.pose().pitch() * 1.3;
    canvas.part(
        Outlines.box(-foot, 0.7, foot, 0.79, 0.02), look.main(), Finish.GLAZED, Form.CYLINDER);
    Shape body =
        Outlines.union(
            Outlines.turned(
                radius,
                y,
                0.93 * radius,
                y + 0.4 * depth,
                0.7 * radius,
                y + 0.75 * depth,
                foot,
                0.74),
            Outlines.ellipse(0, y, radius, radius * pitch));
    canvas.part(body, look.printed(Finish.GLAZED), Form.CYLINDER);
    canvas.flat(Outlines.ellipse(0, y, radius, radius * pitch), Colours.lighter(look.main(), 0.3));
    Shape mouth = Outlines.ellipse(0, y, radius * 0.95, radius * pitch * 0.92);
    canvas.part(mouth, inside, Finish.GLAZED, Form.SLAB);
  }
}
