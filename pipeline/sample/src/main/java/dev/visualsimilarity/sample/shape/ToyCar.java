package dev.visualsimilarity.sample.shape;

import dev.visualsimilarity.sample.paint.Canvas;
import dev.visualsimilarity.sample.paint.Colours;
import dev.visualsimilarity.sample.paint.Finish;
import dev.visualsimilarity.sample.paint.Form;
import dev.visualsimilarity.sample.paint.Outlines;
import java.awt.Color;
import java.awt.Shape;

/** Toy cars from the side: saloons, vans and racers with round wheels. */
final class ToyCar implements Drawing {

  private final Look look;
  private final int style;
  private final double wheel;
  private final double roof;
  private final Color hub;
  private final boolean rack;
  private final Finish finish;

  ToyCar(Traits traits) {
    look = traits.look();
    style = traits.count(0, 2);
    wheel = traits.between(0.17, 0.23);
    roof = traits.between(-0.34, -0.18);
    hub = traits.pick(Colours.STEEL, look.accent(), Colours.PAPER);
    rack = traits.chance(0.3);
    finish = traits.pick(Finish.GLOSSY, Finish.WOOD);
  }

  @Override
  public void draw(Canvas canvas) {
    Shape body = outline();
    if (rack) {
      canvas.rod(
          Outlines.curve(-0.3, roof - 0.08, 0.16, roof - 0.08), 0.05, Colours.OAK, Finish.WOOD);
    }
    canvas.part(body, look.printed(finish), Form.SOFT);
    windows(canvas, style, roof);
    canvas.line(Outlines.curve(-0.8, 0.32, 0.8, 0.32), 0.05, Colours.fade(look.accent(), 0.9));
    canvas.part(
        Outlines.ellipse(0.8, 0.24, 0.06, 0.05),
        new Color(255, 240, 190),
        Finish.GLOSSY,
        Form.BALL);
    wheels(canvas);
  }

  private Shape outline() {
    return switch (style) {
      case 0 ->
          Outlines.blob(
              -0.86, 0.42, -0.84, 0.14, -0.5, 0.06, -0.36, roof, 0.22, roof, 0.46, 0.06, 0.8, 0.14,
              0.86, 0.42, 0, 0.46);
      case 1 ->
          Outlines.union(
              Outlines.box(-0.84, roof - 0.1, 0.5, 0.46, 0.12),
              Outlines.box(0.2, roof + 0.2, 0.86, 0.46, 0.14));
      default ->
          Outlines.blob(
              -0.88,
              0.4,
              -0.88,
              -0.06,
              -0.7,
              0.1,
              -0.2,
              0.08,
              0,
              roof + 0.18,
              0.2,
              0.12,
              0.8,
              0.24,
              0.9,
              0.42,
              0,
              0.46);
    };
  }

  private void wheels(Canvas canvas) {
    for (int side = -1; side <= 1; side += 2) {
      double x = side * 0.5;
      canvas.flat(
          Outlines.ellipse(x, 0.44, wheel * 1.15, wheel * 1.1), Colours.fade(Colours.INK, 0.6));
      canvas.part(Outlines.ellipse(x, 0.47, wheel, wheel), Colours.INK, Finish.MATTE, Form.BALL);
      canvas.part(
          Outlines.ellipse(x, 0.47, wheel * 0.55, wheel * 0.55), hub, Finish.METAL, Form.BALL);
    }
  }

  private static void windows(Canvas canvas, int style, double roof) {
    Color glass = new Color(150, 190, 210);
    switch (style) {
      case 0 -> {
        canvas.part(
            Outlines.polygon(-0.38, 0.06, -0.28, roof + 0.09, -0.08, roof + 0.08, -0.08, 0.06),
            glass,
            Finish.GLOSSY,
            Form.SLAB);
        canvas.part(
            Outlines.polygon(-0.02, 0.06, -0.02, roof + 0.08, 0.17, roof + 0.09, 0.32, 0.06),
            glass,
            Finish.GLOSSY,
            Form.SLAB);
      }
      case 1 -> {
        for (int i = 0; i < 3; i++) {
          canvas.part(
              Outlines.box(-0.74 + 0.4 * i, roof, -0.42 + 0.4 * i, 0.1, 0.04),
              glass,
              Finish.GLOSSY,
              Form.SLAB);
        }
      }
      default ->
          canvas.part(Outlines.ellipse(0.02, 0.08, 0.15, 0.12), glass, Finish.GLOSSY, Form.BALL);
    }
  }
}
