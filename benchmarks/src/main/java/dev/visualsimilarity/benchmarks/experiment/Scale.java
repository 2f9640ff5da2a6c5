package dev.visualsimilarity.benchmarks.experiment;

/**
 * How much is measured.
 *
 * @param images of a measurement of speed
 * @param fewImages the smaller catalog of the measurement of memory
 * @param manyImages the larger one
 * @param repetitions of each measurement of speed
 * @param cellSeconds for a way of calling the model, in one round
 */
public record Scale(
    int images, int fewImages, int manyImages, int repetitions, double cellSeconds) {

  /** What figures are to be quoted from. */
  public static final Scale FULL = new Scale(2000, 2000, 20_000, 5, 1.5);

  /** Says within minutes whether something is badly wrong. */
  public static final Scale QUICK = new Scale(400, 200, 2000, 2, 0.3);

  /** The same with another number of repetitions. */
  public Scale repeated(int times) {
    return new Scale(images, fewImages, manyImages, times, cellSeconds);
  }
}
