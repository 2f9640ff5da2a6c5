package dev.visualsimilarity.sample.training;

/** Pictures for one step: their RGB bytes, one after the other, and the product on each. */
final class Batch {

  private final byte[] pixels;
  private final int[] labels;

  /** Takes the arrays over; they are not copied. */
  Batch(byte[] pixels, int[] labels) {
    this.pixels = pixels;
    this.labels = labels;
  }

  byte[] pixels() {
    return pixels;
  }

  /** The number of the product on each picture. */
  int[] labels() {
    return labels;
  }
}
