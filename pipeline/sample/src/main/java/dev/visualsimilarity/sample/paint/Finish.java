package dev.visualsimilarity.sample.paint;

/** How a surface answers to light. */
public enum Finish {
  MATTE("", 0.12, 0.75),
  GLAZED("Stoneware", 0.5, 0.9),
  GLOSSY("", 0.65, 1.0),
  METAL("Steel", 0.7, 1.25),
  CLOTH("Cotton", 0.03, 0.6),
  LEATHER("Leather", 0.25, 0.95),
  WOOD("Wooden", 0.15, 0.75);

  private final String word;
  private final double gloss;
  private final double contrast;

  Finish(String word, double gloss, double contrast) {
    this.word = word;
    this.gloss = gloss;
    this.contrast = contrast;
  }

  /** The material as a title names it; empty if it goes without saying. */
  public String word() {
    return word;
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
