package dev.visualsimilarity.sample.shape;

import dev.visualsimilarity.sample.paint.Canvas;
import dev.visualsimilarity.sample.paint.Colours;
import dev.visualsimilarity.sample.paint.Finish;
import dev.visualsimilarity.sample.paint.Form;
import dev.visualsimilarity.sample.paint.Outlines;
import java.awt.Color;
import java.awt.Shape;

/** Table lamps: a foot, a turned or plain stem and a lit cloth shade. */
final class Lamp implements Drawing {

  private final Look look;
  private final double top;
  private final double bottom;
  private final double shade;
  private final double foot;
  private final double belly;
  private final Color stand;
  private final Finish finish;

  Lamp(Traits traits) {
    look = traits.look();
    top = traits.between(0.2, 0.4);
    bottom = traits.between(0.42, 0.6);
    shade = traits.between(0.5, 0.7);
    foot = traits.between(0.24, 0.36);
    belly = traits.pick(0.04, 0.05, 0.18, 0.28);
    stand = traits.pick(Colours.BRASS, Colours.INK, Colours.OAK, look.accent());
    finish = stand.equals(Colours.BRASS) ? Finish.METAL : Finish.GLAZED;
  }

  @Override
  public void draw(Canvas canvas) {
    double rim = -0.78 + shade;
    stand(canvas, rim);
    double tilt = canvas.pose().pitch() * 0.5;
    canvas.flat(Outlines.ellipse(0, rim, 0.97 * bottom, bottom * tilt), new Color(255, 236, 190));
    Shape cloth =
        Outlines.union(
            Outlines.polygon(-top, -0.78, top, -0.78, bottom, rim, -bottom, rim),
            Outlines.ellipse(0, -0.78, top, top * tilt));
    canvas.part(cloth, look.printed(Finish.CLOTH), Form.CYLINDER);
    canvas.flatWithin(
        cloth,
        Outlines.ellipse(0, rim - 0.1, 0.45 * bottom, 0.4 * shade),
        Colours.fade(new Color(255, 226, 160), 0.22));
    canvas.line(Outlines.curve(-bottom, rim, bottom, rim), 0.02, Colours.darker(look.main(), 0.25));
  }

  private void stand(Canvas canvas, double rim) {
    canvas.part(
        Outlines.union(
            Outlines.box(-foot, 0.72, foot, 0.76, 0.02),
            Outlines.ellipse(0, 0.76, foot, foot * canvas.pose().pitch() * 0.6)),
        stand,
        finish,
        Form.CYLINDER);
    canvas.part(
        Outlines.turned(
            0.04,
            rim - 0.1,
            0.05,
            rim + 0.08,
            belly,
            (rim + 0.9) / 2,
            0.8 * belly + 0.02,
            0.6,
            0.06,
            0.74),
        stand,
        finish,
        Form.CYLINDER);
  }
}
