package dev.visualsimilarity.sample.backdrop;

import dev.visualsimilarity.sample.paint.Colours;
import java.awt.Color;
import java.util.SplittableRandom;

/**
 * Chooses backdrops: a shop's white paper, a stylist's soft room, or wherever a customer stands.
 */
public final class Backdrops {

  private static final double FROM_ABOVE = Double.POSITIVE_INFINITY;

  private Backdrops() {}

  /** White or very light paper without a visible horizon. */
  public static Backdrop studio(SplittableRandom random) {
    int grey = random.nextInt(246, 256);
    Surface paper = new Painted(new Color(grey, grey, grey), 0.1);
    return new Backdrop(paper, paper, FROM_ABOVE, 0, random.nextLong());
  }

  /** A pale wall over a pale table, or a pale table from above. */
  public static Backdrop styled(SplittableRandom random, boolean standing) {
    Color pale = Color.getHSBColor(random.nextFloat(), 0.06f + 0.14f * random.nextFloat(), 0.92f);
    Surface wall = new Painted(pale, 0.5);
    Surface table =
        switch (random.nextInt(4)) {
          case 0 -> new Planks(new Color(222, 200, 170), 0.4);
          case 1 -> new Stone(new Color(236, 234, 232), new Color(160, 156, 156), 7, 0);
          case 2 -> new Painted(Colours.mix(pale, Color.WHITE, 0.5), 0.5);
          default -> new Fabric(Colours.mix(pale, new Color(230, 222, 206), 0.6), Color.WHITE, 0);
        };
    double depth = standing ? random.nextDouble(0.1, 0.2) : FROM_ABOVE;
    return new Backdrop(wall, table, depth, random.nextInt(3) == 0 ? 3 : 0, random.nextLong());
  }

  /** Any wall over any table, of any colour. */
  public static Backdrop anywhere(SplittableRandom random, boolean standing) {
    double depth = standing ? random.nextDouble(0.06, 0.3) : FROM_ABOVE;
    int lights = random.nextInt(3) == 0 ? random.nextInt(4, 12) : 0;
    return new Backdrop(wall(random), table(random), depth, lights, random.nextLong());
  }

  private static Surface wall(SplittableRandom random) {
    Color any = any(random);
    return switch (random.nextInt(5)) {
      case 0 -> new Tiles(any, Colours.lighter(any, 0.5), 0.2, 0.1);
      case 1 -> new Tiles(Colours.lighter(any, 0.6), new Color(150, 148, 146), 0.16, 0.16);
      case 2 -> new Fabric(any, Colours.lighter(any, 0.5), random.nextDouble(0.1, 0.3));
      default -> new Painted(any, random.nextDouble(0.5, 1.2));
    };
  }

  private static Surface table(SplittableRandom random) {
    Color any = any(random);
    return switch (random.nextInt(8)) {
      case 0 -> new Planks(Colours.OAK, random.nextDouble(0.12, 0.3));
      case 1 -> new Planks(Colours.lighter(Colours.WALNUT, 0.15), random.nextDouble(0.12, 0.3));
      case 2 -> new Planks(new Color(150, 146, 140), random.nextDouble(0.12, 0.3));
      case 3 -> new Tiles(any, new Color(120, 116, 112), 0.25, 0.25);
      case 4 -> new Fabric(any, Colours.lighter(any, 0.6), random.nextDouble(0.08, 0.25));
      case 5 -> new Fabric(any, any, 0);
      case 6 -> new Stone(new Color(226, 222, 218), new Color(130, 124, 128), 10, 0);
      default -> new Stone(any, Colours.darker(any, 0.5), 0, 260);
    };
  }

  private static Color any(SplittableRandom random) {
    float hue = random.nextInt(3) == 0 ? random.nextFloat() : 0.04f + 0.12f * random.nextFloat();
    return Color.getHSBColor(
        hue, 0.06f + 0.36f * random.nextFloat(), 0.35f + 0.55f * random.nextFloat());
  }
}
