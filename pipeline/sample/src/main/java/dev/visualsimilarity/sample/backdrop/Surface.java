package dev.visualsimilarity.sample.backdrop;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.SplittableRandom;

/** A material that fills an area of the picture behind or below a product. */
@FunctionalInterface
interface Surface {

  /**
   * Fills the area.
   *
   * @param unit the width of the picture in the graphics' coordinates
   * @param random where planks, tiles and stains fall
   */
  void paint(Graphics2D graphics, Rectangle2D area, double unit, SplittableRandom random);
}
