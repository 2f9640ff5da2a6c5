package dev.visualsimilarity.sample.shape;

import dev.visualsimilarity.sample.paint.Canvas;
import dev.visualsimilarity.sample.paint.Colours;
import dev.visualsimilarity.sample.paint.Finish;
import dev.visualsimilarity.sample.paint.Form;
import dev.visualsimilarity.sample.paint.Mark;
import dev.visualsimilarity.sample.paint.Outlines;
import java.awt.Color;
import java.awt.Shape;

/** Plant pots with a plant: broad leaves, blades or a round shrub. */
final class PlantPot implements Drawing {

  private final Look look;
  private final double top;
  private final double bottom;
  private final double height;
  private final int style;
  private final int leaves;
  private final double length;
  private final boolean saucer;
  private final boolean rim;
  private final Color green;
  private final Finish finish;

  PlantPot(Traits traits) {
    look = traits.look();
    top = traits.between(0.34, 0.5);
    bottom = top * traits.between(0.6, 1.0);
    height = traits.between(0.5, 0.75);
    style = traits.count(0, 2);
    leaves = traits.count(7, 11);
    length = traits.between(0.55, 0.8);
    saucer = traits.chance(0.4);
    rim = traits.chance(0.5);
    green = traits.pick(new Color(74, 122, 66), new Color(52, 96, 72), new Color(120, 150, 78));
    finish = traits.pick(Finish.GLAZED, Finish.MATTE);
  }

  @Override
  public void draw(Canvas canvas) {
    double y = 0.76 - height;
    double pitch = canvas.pose().pitch();
    canvas.flat(Outlines.ellipse(0, y, top, top * pitch), new Color(60, 44, 34));
    plant(canvas, green, style, leaves, length, y, top);
    if (saucer) {
      canvas.part(
          Outlines.box(-bottom - 0.1, 0.73, bottom + 0.1, 0.8, 0.03),
          Colours.darker(look.main(), 0.12),
          finish,
          Form.CYLINDER);
    }
    Shape front =
        Outlines.without(
            Outlines.union(
                Outlines.polygon(-top, y, top, y, bottom, 0.76, -bottom, 0.76),
                Outlines.ellipse(0, 0.76, bottom, bottom * pitch * 0.6)),
            Outlines.ellipse(0, y - 0.01, top * 0.97, top * pitch * 0.7));
    canvas.part(front, look.printed(finish), Form.CYLINDER);
    if (rim) {
      canvas.part(
          Outlines.box(-top - 0.03, y, top + 0.03, y + 0.14, 0.02),
          look.main(),
          finish,
          Form.CYLINDER);
    }
  }

  private static void plant(
      Canvas canvas, Color green, int style, int leaves, double length, double y, double top) {
    for (int i = 0; i < leaves; i++) {
      double spread = (i + 0.5) / leaves * 2 - 1;
      double angle = spread * (style == 1 ? 0.7 : 1.25) + 0.2 * canvas.pose().yaw();
      double size = length * (0.75 + 0.25 * Math.cos(5.3 * i));
      Color shade =
          i % 2 == 0 ? Colours.darker(green, 0.14) : Colours.lighter(green, 0.08 + 0.02 * i);
      if (style == 2) {
        double ring = 0.3 * Math.sqrt((i + 0.5) / leaves);
        double x = ring * Math.cos(2.4 * i);
        double lift = 0.36 - ring * Math.sin(2.4 * i);
        canvas.part(Outlines.ellipse(x, y - lift, 0.17, 0.16), shade, Finish.CLOTH, Form.BALL);
      } else {
        double width = style == 1 ? 0.06 : 0.16;
        Shape leaf =
            Outlines.placed(Mark.leaf(), width * 1.6, size / 2, 0.25 * spread * top, y - size / 2);
        Shape turned = Outlines.turnedBy(leaf, angle, 0.25 * spread * top, y + 0.05);
        canvas.part(turned, shade, Finish.GLAZED, Form.SLAB);
      }
    }
  }
}
