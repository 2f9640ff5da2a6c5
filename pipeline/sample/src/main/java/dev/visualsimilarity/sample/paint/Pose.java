package dev.visualsimilarity.sample.paint;

/**
 * How a product stands before the camera.
 *
 * @param yaw turn about the vertical axis, in radians; positive turns its right side away
 * @param pitch how far the camera looks down: the height of a horizontal circle over its width
 */
public record Pose(double yaw, double pitch) {

  /** Seen from the front and a little from above. */
  public static final Pose FRONT = new Pose(0, 0.16);
}
