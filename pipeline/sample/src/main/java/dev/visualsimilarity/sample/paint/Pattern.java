package dev.visualsimilarity.sample.paint;

/** What is printed, woven or glazed onto a surface. */
public enum Pattern {
  PLAIN(""),
  STRIPES("Striped"),
  PINSTRIPES("Pinstripe"),
  DOTS("Polka Dot"),
  CHECK("Checked"),
  CHEVRON("Chevron"),
  BAND("Banded"),
  DIPPED("Two-Tone"),
  LEAVES("Leaf Print"),
  SPECKLED("Speckled"),
  MARK("Emblem");

  private final String word;

  Pattern(String word) {
    this.word = word;
  }

  /** The pattern as a title names it; empty for none. */
  public String word() {
    return word;
  }
}
