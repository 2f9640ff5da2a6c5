package dev.visualsimilarity.sample.shape;

import dev.visualsimilarity.sample.paint.Canvas;
import dev.visualsimilarity.sample.paint.Colours;
import dev.visualsimilarity.sample.paint.Finish;
import dev.visualsimilarity.sample.paint.Form;
import dev.visualsimilarity.sample.paint.Material;
import dev.visualsimilarity.sample.paint.Outlines;
import java.awt.Color;
import java.awt.Shape;

/** Umbrellas, open, from the side: a scalloped canopy of gores, a shaft and a crook or knob. */
final class Umbrella implements Drawing {

  private final Look look;
  private final int gores;
  private final double height;
  private final boolean crook;
  private final boolean alternate;
  private final Color handle;
  private final Material cloth;

  Umbrella(Traits traits) {
    look = traits.look();
    gores = traits.count(4, 6);
    height = traits.between(0.5, 0.72);
    crook = traits.chance(0.7);
    alternate = traits.chance(0.5);
    handle = traits.pick(Colours.WALNUT, Colours.OAK, Colours.INK, look.accent());
    cloth = look.printed(Finish.CLOTH);
  }

  @Override
  public void draw(Canvas canvas) {
    canvas.rod(Outlines.curve(0, -0.7, 0, 0.7), 0.04, Colours.STEEL, Finish.METAL);
    handle(canvas);
    canvas.rod(Outlines.curve(0, -0.78, 0, -0.7), 0.04, handle, Finish.METAL);
    double top = -0.7;
    double rim = top + height;
    Shape dome = Outlines.ellipse(0, rim, 0.84, height);
    double[] edges = new double[gores + 1];
    for (int i = 0; i <= gores; i++) {
      edges[i] = -0.84 * Math.cos(Math.PI * i / gores);
    }
    Shape cut = Outlines.box(-1, rim, 1, 2);
    for (int i = 0; i < gores; i++) {
      double middle = (edges[i] + edges[i + 1]) / 2;
      double half = (edges[i + 1] - edges[i]) / 2;
      cut = Outlines.union(cut, Outlines.ellipse(middle, rim, half, 0.25 * half + 0.02));
    }
    Shape canopy = Outlines.without(dome, cut);
    canvas.part(canopy, cloth, Form.BALL);
    gores(canvas, top, rim, edges, canopy);
  }

  private void handle(Canvas canvas) {
    if (crook) {
      canvas.rod(
          Outlines.curve(0, 0.45, 0, 0.68, 0.07, 0.79, 0.17, 0.76, 0.19, 0.64),
          0.075,
          handle,
          Finish.WOOD);
    } else {
      canvas.rod(Outlines.curve(0, 0.5, 0, 0.76), 0.1, handle, Finish.WOOD);
    }
  }

  private void gores(Canvas canvas, double top, double rim, double[] edges, Shape canopy) {
    for (int i = 0; i < gores; i++) {
      Shape gore =
          Outlines.common(
              canopy,
              Outlines.blob(
                  0,
                  top,
                  0.75 * edges[i],
                  (top + rim) / 2 - 0.12,
                  edges[i],
                  rim,
                  edges[i + 1],
                  rim,
                  0.75 * edges[i + 1],
                  (top + rim) / 2 - 0.12));
      if (alternate && i % 2 == 0) {
        canvas.part(gore, look.accent(), Finish.CLOTH, Form.SLAB);
      }
      canvas.line(gore, 0.012, Colours.fade(Colours.INK, 0.35));
    }
  }
}
