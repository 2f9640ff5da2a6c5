package dev.visualsimilarity.sample.shape;

import dev.visualsimilarity.sample.paint.Canvas;
import dev.visualsimilarity.sample.paint.Colours;
import dev.visualsimilarity.sample.paint.Finish;
import dev.visualsimilarity.sample.paint.Form;
import dev.visualsimilarity.sample.paint.Mark;
import dev.visualsimilarity.sample.paint.Outlines;
import java.awt.Color;
import java.awt.Shape;

/** Candles: wax in a jar with a label, or a pillar, with a flame. */
final class Candle implements Drawing {

  private final Look look;
  private final double width;
  private final double height;
  private final boolean lit;
  private final boolean label;

  Candle(Traits traits) {
    look = traits.look();
    width = traits.between(0.28, 0.46);
    height = traits.between(0.6, 1.1);
    lit = traits.chance(0.6);
    label = traits.chance(0.6);
  }

  @Override
  public void draw(Canvas canvas) {
    double y = 0.76 - height;
    double pitch = canvas.pose().pitch();
    Shape body =
        Outlines.union(
            Outlines.box(-width, y, width, 0.76), Outlines.ellipse(0, 0.76, width, width * pitch));
    canvas.part(body, look.printed(Finish.MATTE), Form.CYLINDER);
    canvas.part(
        Outlines.ellipse(0, y, width, width * pitch),
        Colours.lighter(look.main(), 0.4),
        Finish.MATTE,
        Form.SLAB);
    canvas.line(Outlines.curve(0, y, 0.01, y - 0.1), 0.02, Colours.INK);
    if (lit) {
      canvas.flat(Outlines.ellipse(0, y - 0.2, 0.16, 0.2), new Color(255, 220, 120, 60));
      canvas.flat(Outlines.placed(Mark.leaf(), 0.09, 0.13, 0, y - 0.18), new Color(255, 196, 70));
      canvas.flat(Outlines.placed(Mark.leaf(), 0.04, 0.07, 0, y - 0.14), new Color(255, 246, 214));
    }
    if (label) {
      canvas.part(
          Outlines.box(-0.5 * width, y + 0.35 * height, 0.5 * width, y + 0.75 * height, 0.02),
          look.accent(),
          Finish.MATTE,
          Form.CYLINDER);
    }
  }
}
