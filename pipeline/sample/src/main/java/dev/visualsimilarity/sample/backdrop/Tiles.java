package dev.visualsimilarity.sample.backdrop;

import dev.visualsimilarity.sample.paint.Colours;
import dev.visualsimilarity.sample.paint.Outlines;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.util.SplittableRandom;

/** Glazed tiles with joints, in a running bond if they are wider than high. */
record Tiles(Color glaze, Color joint, double width, double height) implements Surface {

  @Override
  public void paint(Graphics2D graphics, Rectangle2D area, double unit, SplittableRandom random) {
    graphics.setColor(joint);
    graphics.fill(area);
    double w = width * unit;
    double h = height * unit;
    double gap = 0.008 * unit;
    int row = 0;
    Shape clip = graphics.getClip();
    graphics.clip(area);
    for (double y = area.getMaxY() - h; y > area.getMinY() - h; y -= h, row++) {
      double start = width > height && row % 2 == 1 ? -w / 2 : 0;
      for (double x = area.getMinX() + start; x < area.getMaxX(); x += w) {
        Color tone = Colours.darker(glaze, 0.1 * random.nextDouble());
        graphics.setColor(tone);
        graphics.fill(Outlines.box(x + gap / 2, y + gap / 2, x + w - gap, y + h - gap, gap));
        graphics.setColor(Colours.fade(Color.WHITE, 0.25));
        graphics.fill(Outlines.box(x + gap, y + gap, x + w - 2 * gap, y + 1.6 * gap));
        graphics.setColor(Colours.fade(Color.BLACK, 0.1));
        graphics.fill(Outlines.box(x + gap, y + h - 2 * gap, x + w - 2 * gap, y + h - gap));
      }
    }
    graphics.setClip(clip);
  }
}
