package dev.visualsimilarity.sample.scene;

import dev.visualsimilarity.sample.backdrop.Backdrops;
import dev.visualsimilarity.sample.paint.Pose;
import java.util.SplittableRandom;

/** Arranges scenes: three a product for the shop, and a customer's own picture of it. */
public final class Photographer {

  private Photographer() {}

  /** Straight on, before white paper. */
  public static Scene front(SplittableRandom random) {
    return new Scene(
        Pose.FRONT,
        Placement.centred(random.nextDouble(0.74, 0.82)),
        Backdrops.studio(random),
        0.42,
        Grade.NEUTRAL);
  }

  /** A little from the side and from above, before light paper. */
  public static Scene angle(SplittableRandom random, boolean standing) {
    double side = random.nextBoolean() ? 1 : -1;
    double yaw = side * random.nextDouble(0.3, 0.5);
    double roll = standing ? 0 : side * random.nextDouble(0.1, 0.3);
    return new Scene(
        new Pose(yaw, random.nextDouble(0.2, 0.28)),
        new Placement(
            0.5, 0.52, random.nextDouble(0.68, 0.76), roll, 0.95, standing ? 0 : 0.08 * side),
        Backdrops.studio(random),
        0.45,
        new Grade(0.97, 0.01, 1, 0.06, 0, 0, 0));
  }

  /** In a light room. */
  public static Scene room(SplittableRandom random, boolean standing) {
    double yaw = random.nextDouble(-0.3, 0.3);
    double roll = standing ? 0 : random.nextDouble(-0.25, 0.25);
    return new Scene(
        new Pose(yaw, random.nextDouble(0.14, 0.24)),
        new Placement(
            random.nextDouble(0.44, 0.56),
            random.nextDouble(0.5, 0.56),
            random.nextDouble(0.56, 0.68),
            roll,
            1,
            0),
        Backdrops.styled(random, standing),
        0.5,
        new Grade(
            random.nextDouble(0.94, 1.04),
            random.nextDouble(-0.02, 0.06),
            random.nextDouble(0.96, 1.06),
            random.nextDouble(0.05, 0.25),
            0,
            1,
            random.nextLong()));
  }

  /** Taken by a customer, anywhere, at any angle, in any light. */
  public static Scene query(SplittableRandom random, boolean standing) {
    double yaw = random.nextDouble(-0.55, 0.55);
    double roll = standing ? random.nextDouble(-0.16, 0.16) : random.nextDouble(-0.7, 0.7);
    double scale = random.nextDouble(0.4, 0.8);
    double room = 0.5 * (1 - scale) + 0.03;
    return new Scene(
        new Pose(yaw, random.nextDouble(0.1, 0.34)),
        new Placement(
            0.5 + random.nextDouble(-room, room),
            0.5 + random.nextDouble(-room, room),
            scale,
            roll,
            random.nextDouble(0.86, 1.1),
            random.nextDouble(-0.14, 0.14)),
        Backdrops.anywhere(random, standing),
        random.nextDouble(0.3, 0.7),
        new Grade(
            random.nextDouble(0.66, 1.2),
            random.nextDouble(-0.1, 0.14),
            random.nextDouble(0.8, 1.15),
            random.nextDouble(-0.5, 0.5),
            random.nextInt(3) == 0 ? 1 : 0,
            random.nextDouble(0, 9),
            random.nextLong()));
  }
}
