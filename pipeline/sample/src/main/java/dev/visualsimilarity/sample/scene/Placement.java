package dev.visualsimilarity.sample.scene;

/**
 * Where a product is in the picture.
 *
 * @param x centre, as a share of the picture's width
 * @param y centre, as a share of the picture's height
 * @param scale share of the picture that the longer side of the product takes
 * @param roll clockwise turn in radians: of what lies on the table, or of the camera
 * @param stretch width over height, relative to the product's own: 1 straight on
 * @param shear sideways lean of the upper edge, as a share of the height
 */
public record Placement(
    double x, double y, double scale, double roll, double stretch, double shear) {

  /** In the middle, straight, at a scale. */
  public static Placement centred(double scale) {
    return new Placement(0.5, 0.5, scale, 0, 1, 0);
  }
}
