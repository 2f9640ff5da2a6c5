package dev.visualsimilarity.sample.paint;

/** How a surface answers to light. */
public enum Finish {
  MATTE(0.12, 0.75),
  GLAZED(0.5, 0.9),
  GLOSSY(0.65, 1.0),
  METAL(0.7, 1.25),
  CLOTH(0.03, 0.6),
  LEATHER(0.25, 0.95),
  WOOD(0.15, 0.75);

  private final double gloss;
  private final double contrast;

  Finish(double gloss, double contrast) {
    this.gloss = gloss;
    this.contrast = contrast;
  }

  /** Strength of the highlight, 0 to 1. */
  double gloss() {
    return gloss;
  }

  /** Strength of the shading, about 1. */
  double contrast() {
    return contrast;
  }
}
