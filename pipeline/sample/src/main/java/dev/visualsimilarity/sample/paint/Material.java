package dev.visualsimilarity.sample.paint;

import java.awt.Color;

/**
 * What a part of a product is made of.
 *
 * @param colour the colour of the ground
 * @param finish how it answers to light
 * @param pattern what is printed on it
 * @param accent the colour of the pattern
 * @param period the distance from one stripe or dot to the next, in product coordinates
 * @param mark the emblem of {@link Pattern#MARK}
 */
public record Material(
    Color colour, Finish finish, Pattern pattern, Color accent, double period, Mark mark) {

  /** A material without a pattern. */
  public static Material plain(Color colour, Finish finish) {
    return new Material(colour, finish, Pattern.PLAIN, colour, 0.2, Mark.RING);
  }

  /** The same material without its pattern. */
  public Material unprinted() {
    return new Material(colour, finish, Pattern.PLAIN, accent, period, mark);
  }

  /** The same material and pattern, some of its light taken away: for sides that face away. */
  public Material shaded(double share) {
    return new Material(
        Colours.darker(colour, share),
        finish,
        pattern,
        Colours.darker(accent, share),
        period,
        mark);
  }
}
