package dev.visualsimilarity.sample.scene;

/**
 * What light, lens and sensor do to a picture.
 *
 * @param exposure factor on all channels
 * @param warmth raises red and lowers blue by this share; negative for cold light
 * @param contrast factor about middle grey
 * @param falloff share of light lost from the upper left to the lower right corner; may be negative
 * @param blur radius of the box blur in pixels of a picture 288 wide; 0 for none
 * @param noise standard deviation of the sensor's noise in levels of 255, in a picture 288 wide;
 *     averaged out in smaller ones
 * @param seed the noise
 */
public record Grade(
    double exposure,
    double warmth,
    double contrast,
    double falloff,
    int blur,
    double noise,
    long seed) {

  /** As it is. */
  public static final Grade NEUTRAL = new Grade(1, 0, 1, 0, 0, 0, 0);
}
