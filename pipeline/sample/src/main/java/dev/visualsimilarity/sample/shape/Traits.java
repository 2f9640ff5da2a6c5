package dev.visualsimilarity.sample.shape;

import java.util.SplittableRandom;

/** Where a design takes its proportions and materials from: a seeded random number generator. */
public final class Traits {

  private final SplittableRandom random;
  private final Look look;

  public Traits(long seed, Look look) {
    this.random = new SplittableRandom(seed);
    this.look = look;
  }

  /** A length or proportion in a range. */
  double between(double from, double to) {
    return from + (to - from) * random.nextDouble();
  }

  /** A whole number in a range, both ends included. */
  int count(int from, int to) {
    return random.nextInt(from, to + 1);
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  @SafeVarargs
  final <T> T pick(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** Colours and print. */
  Look look() {
    return look;
  }
}
