package dev.visualsimilarity.sample.shape;

import dev.visualsimilarity.sample.paint.Canvas;
import dev.visualsimilarity.sample.paint.Colours;
import dev.visualsimilarity.sample.paint.Finish;
import dev.visualsimilarity.sample.paint.Form;
import dev.visualsimilarity.sample.paint.Outlines;
import java.awt.Color;
import java.awt.Shape;

/** Pans from above: a round bowl with a rim, pouring lips, and a long handle or two short ones. */
final class Pan implements Drawing {

  private final Look look;
  private final double radius;
  private final double wall;
  private final boolean loops;
  private final double grip;
  private final Color handle;
  private final Color inside;
  private final boolean rings;

  Pan(Traits traits) {
    look = traits.look();
    radius = traits.between(0.44, 0.56);
    wall = traits.between(0.06, 0.14);
    loops = traits.chance(0.3);
    grip = traits.between(0.09, 0.14);
    handle = traits.pick(Colours.OAK, Colours.INK, look.accent(), Colours.STEEL);
    inside = traits.pick(new Color(70, 70, 74), Colours.PAPER, Colours.STEEL, look.accent());
    rings = traits.chance(0.5);
  }

  @Override
  public void draw(Canvas canvas) {
    double x = loops ? 0 : -0.3;
    if (loops) {
      loops(canvas);
    } else {
      grip(canvas, x);
    }
    bowl(canvas, x);
  }

  private void loops(Canvas canvas) {

    for (int side = -1; side <= 1; side += 2) {
      canvas.rod(
          Outlines.curve(
              side * radius * 0.9,
              -0.18,
              side * (radius + 0.2),
              -0.12,
              side * (radius + 0.2),
              0.12,
              side * radius * 0.9,
              0.18),
          0.08,
          handle,
          Finish.METAL);
    }
  }

  private void grip(Canvas canvas, double x) {

    canvas.rod(
        Outlines.curve(x + radius * 0.9, 0, x + radius + 0.2, 0),
        0.07,
        Colours.STEEL,
        Finish.METAL);
    canvas.part(
        Outlines.blob(
            x + radius + 0.12,
            -0.5 * grip,
            x + radius + 0.4,
            -0.42 * grip,
            0.93,
            -0.5 * grip,
            0.95,
            0.5 * grip,
            x + radius + 0.4,
            0.42 * grip,
            x + radius + 0.12,
            0.5 * grip),
        handle,
        Finish.WOOD,
        Form.SOFT);
    canvas.flat(Outlines.ellipse(0.88, 0, 0.03, 0.025), Colours.fade(Colours.INK, 0.7));
  }

  private void bowl(Canvas canvas, double x) {
    canvas.part(Outlines.ellipse(x, 0, radius, radius), look.main(), Finish.GLOSSY, Form.SLAB);
    Shape bowl = Outlines.ellipse(x, 0, radius - 0.035, radius - 0.035);
    canvas.part(bowl, Colours.darker(inside, 0.25), Finish.MATTE, Form.SLAB);
    Shape floor = Outlines.ellipse(x + 0.01, 0.01, radius - wall, radius - wall);
    canvas.part(floor, inside, Finish.GLOSSY, Form.SLAB);
    canvas.creaseWithin(bowl, Outlines.moved(floor, -0.02, -0.02), 0.06, 0.4);
    if (rings) {
      for (double r = 0.1; r < radius - wall; r += 0.08) {
        canvas.line(Outlines.ellipse(x, 0, r, r), 0.008, Colours.fade(Color.WHITE, 0.18));
      }
    }
  }
}
