package dev.visualsimilarity.sample.shape;

import dev.visualsimilarity.sample.paint.Canvas;
import dev.visualsimilarity.sample.paint.Colours;
import dev.visualsimilarity.sample.paint.Finish;
import dev.visualsimilarity.sample.paint.Form;
import dev.visualsimilarity.sample.paint.Outlines;
import java.awt.Color;
import java.awt.Shape;

/** Chairs, from a little to the side: four legs, a seat and a back of slats, a panel or a shell. */
final class Chair implements Drawing {

  private final Look look;
  private final double width;
  private final double seat;
  private final double back;
  private final double splay;
  private final int style;
  private final int slats;
  private final double leg;
  private final Color wood;

  Chair(Traits traits) {
    look = traits.look();
    width = traits.between(0.38, 0.48);
    seat = traits.between(0.12, 0.24);
    back = traits.between(-0.84, -0.6);
    splay = traits.between(0, 0.12);
    style = traits.count(0, 2);
    slats = traits.count(3, 5);
    leg = traits.between(0.045, 0.075);
    wood = traits.pick(Colours.OAK, Colours.WALNUT, Colours.INK, look.main());
  }

  @Override
  public void draw(Canvas canvas) {
    double turn = 0.16 + 0.25 * canvas.pose().yaw();
    legs(canvas, wood, leg, width, seat, splay, turn);
    if (style == 0) {
      slats(canvas, turn);
    } else if (style == 1) {
      panel(canvas, turn);
    } else {
      shell(canvas, turn);
    }
    seat(canvas, turn);
  }

  private void slats(Canvas canvas, double turn) {

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
          look.main(),
          Finish.WOOD);
    }
  }

  private void panel(Canvas canvas, double turn) {

    canvas.part(
        Outlines.box(-width + turn, back, width + turn, seat + 0.02, 0.12),
        look.printed(Finish.CLOTH),
        Form.SOFT);
  }

  private void shell(Canvas canvas, double turn) {

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
    canvas.part(shell, look.main(), Finish.GLOSSY, Form.SOFT);
  }

  private void seat(Canvas canvas, double turn) {
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
        Colours.darker(style == 0 ? wood : look.main(), 0.2),
        Finish.WOOD,
        Form.SLAB);
    canvas.part(top, look.printed(style == 1 ? Finish.CLOTH : Finish.MATTE), Form.SLAB);
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
