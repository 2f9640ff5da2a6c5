package dev.visualsimilarity.sample.shape;

import dev.visualsimilarity.sample.paint.Canvas;
import dev.visualsimilarity.sample.paint.Colours;
import dev.visualsimilarity.sample.paint.Finish;
import dev.visualsimilarity.sample.paint.Form;
import dev.visualsimilarity.sample.paint.Outlines;
import java.awt.Shape;

/** Vases turned on a wheel: belly, neck and lip at heights of their own. */
final class Vase implements Drawing {

  private final Look look;
  private final double lip;
  private final double neck;
  private final double belly;
  private final double bellyAt;
  private final double foot;
  private final double top;
  private final boolean rim;
  private final Finish finish;

  Vase(Traits traits) {
    look = traits.look();
    lip = traits.between(0.14, 0.36);
    neck = lip * traits.between(0.6, 0.95);
    belly = traits.between(0.32, 0.56);
    bellyAt = traits.between(-0.1, 0.4);
    foot = traits.between(0.18, 0.34);
    top = traits.between(-0.8, -0.5);
    rim = traits.chance(0.4);
    finish = traits.pick(Finish.GLAZED, Finish.MATTE, Finish.GLOSSY);
  }

  @Override
  public void draw(Canvas canvas) {
    double pitch = canvas.pose().pitch();
    Shape body =
        Outlines.union(
            Outlines.turned(
                lip,
                top,
                neck,
                top + 0.18,
                0.85 * belly,
                bellyAt - 0.28,
                belly,
                bellyAt,
                0.9 * belly,
                bellyAt + 0.2,
                foot,
                0.76),
            Outlines.union(
                Outlines.ellipse(0, 0.76, foot, foot * pitch),
                Outlines.ellipse(0, top, lip, lip * pitch)));
    canvas.part(body, look.printed(finish), Form.CYLINDER);
    canvas.flat(
        Outlines.ellipse(0, top, lip, lip * pitch),
        rim ? look.accent() : Colours.lighter(look.main(), 0.3));
    canvas.flat(
        Outlines.ellipse(0, top + 0.005, lip * 0.88, lip * 0.85 * pitch),
        Colours.darker(look.main(), 0.6));
  }
}
