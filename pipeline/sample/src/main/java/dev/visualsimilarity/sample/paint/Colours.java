package dev.visualsimilarity.sample.paint;

import java.awt.Color;

/** Arithmetic on sRGB colours. */
public final class Colours {

  public static final Color INK = new Color(38, 36, 40);
  public static final Color PAPER = new Color(250, 248, 243);
  public static final Color STEEL = new Color(188, 192, 198);
  public static final Color BRASS = new Color(201, 164, 84);
  public static final Color OAK = new Color(186, 140, 92);
  public static final Color WALNUT = new Color(104, 70, 48);

  private Colours() {}

  /** The colour with the given opacity (0 to 1). */
  public static Color fade(Color colour, double opacity) {
    return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), channel(opacity * 255));
  }

  /** A colour between two: the first at 0, the second at 1. */
  public static Color mix(Color from, Color to, double share) {
    return new Color(
        channel(from.getRed() + share * (to.getRed() - from.getRed())),
        channel(from.getGreen() + share * (to.getGreen() - from.getGreen())),
        channel(from.getBlue() + share * (to.getBlue() - from.getBlue())));
  }

  public static Color darker(Color colour, double share) {
    return mix(colour, Color.BLACK, share);
  }

  public static Color lighter(Color colour, double share) {
    return mix(colour, Color.WHITE, share);
  }

  /** Relative luminance from 0 (black) to 1 (white), by the weights of ITU-R BT.601. */
  public static double luminance(Color colour) {
    return (0.299 * colour.getRed() + 0.587 * colour.getGreen() + 0.114 * colour.getBlue()) / 255;
  }

  private static int channel(double value) {
    return (int) Math.max(0, Math.min(255, Math.round(value)));
  }
}
