package dev.visualsimilarity.sample.shape;

import dev.visualsimilarity.sample.paint.Canvas;
import dev.visualsimilarity.sample.paint.Colours;
import dev.visualsimilarity.sample.paint.Finish;
import dev.visualsimilarity.sample.paint.Form;
import dev.visualsimilarity.sample.paint.Outlines;
import java.awt.Color;
import java.awt.Shape;

/** Chairs, from a little to the side: four legs, a seat and a back of slats, a panel or a shell. */
final class Chair implements Family {

  @Override
  public Drawing design(Traits traits) {
    double width = traits.between(0.38, 0.48);
    double seat = traits.between(0.12, 0.24);
    double back = traits.between(-0.84, -0.6);
    double splay = traits.between(0, 0.12);
    int style = traits.count(0, 2);
    int slats = traits.count(3, 5);
    double leg = traits.between(0.045, 0.075);
    Color wood = traits.pick(Colours.OAK, Colours.WALNUT, Colours.INK, traits.main());
    return canvas -> {
      double turn = 0.16 + 0.25 * canvas.pose().yaw();
      legs(canvas, wood, leg, width, seat, splay, turn);
      if (style == 0) {
        for (int side = -1; side <= 1; side += 2) {
          canvas.rod(
              Outlines.curve(side * width + turn, back, side * width + turn, seat),
              0.07,
              wood,
              Finish.WOOD);
        }
        for (int i = 0; i < slats; i++) {
          double y = back + 0.08 + i * (seat - back - 0.1) / slats;
          canvas.rod(
              Outlines.curve(-width + turn, y, turn, y - 0.03, width + turn, y),
              0.085,
              traits.main(),
              Finish.WOOD);
        }
      } else if (style == 1) {
        canvas.part(
            Outlines.box(-width + turn, back, width + turn, seat + 0.02, 0.12),
            traits.printed(Finish.CLOTH),
            Form.SOFT);
      } else {
        Shape shell =
            Outlines.blob(
                -width + turn,
                seat,
                -width * 1.05 + turn,
                back + 0.25,
                -0.5 * width + turn,
                back,
                0.5 * width + turn,
                back,
                width * 1.05 + turn,
                back + 0.25,
                width + turn,
                seat,
                turn,
                seat + 0.06);
        canvas.part(shell, traits.main(), Finish.GLOSSY, Form.SOFT);
      }
      Shape top =
          Outlines.polygon(
              -width - 0.06,
              seat + 0.16,
              width - 0.02,
              seat + 0.16,
              width + turn + 0.02,
              seat - 0.06,
              -width + turn,
              seat - 0.06);
      canvas.part(
          Outlines.box(-width - 0.06, seat + 0.13, width - 0.01, seat + 0.23, 0.03),
          Colours.darker(style == 0 ? wood : traits.main(), 0.2),
          Finish.WOOD,
          Form.SLAB);
      canvas.part(top, traits.printed(style == 1 ? Finish.CLOTH : Finish.MATTE), Form.SLAB);
    };
  }

  private static void legs(
      Canvas canvas, Color wood, double leg, double width, double seat, double splay, double turn) {
    Color far = Colours.darker(wood, 0.3);
    double back = width - leg;
    canvas.rod(
        Outlines.curve(-back + turn, seat, -back + turn - splay, 0.68), leg, far, Finish.WOOD);
    canvas.rod(Outlines.curve(back + turn, seat, back + turn + splay, 0.68), leg, far, Finish.WOOD);
    canvas.rod(
        Outlines.curve(-back - 0.03, seat + 0.18, -back - 0.03 - splay, 0.78),
        leg,
        wood,
        Finish.WOOD);
    canvas.rod(
        Outlines.curve(back - 0.05, seat + 0.18, back - 0.05 + splay, 0.78),
        leg,
        wood,
        Finish.WOOD);
  }
}
