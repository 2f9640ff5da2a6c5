package dev.visualsimilarity.benchmarks.report;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/** The same quantity measured several times, in the order of the measurements. */
public final class Samples {

  private final double[] values;

  /** Takes the values, at least one. */
  public Samples(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("nothing was measured");
    }
    this.values = values.clone();
  }

  /** Takes the values, at least one. */
  public static Samples of(List<Double> values) {
    return new Samples(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** The values, in order. */
  public double[] values() {
    return values.clone();
  }

  /** The middle value; of an even number of values the mean of the two in the middle. */
  public double median() {
    double[] sorted = values();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** The quotients of measurements that were made one after the other. */
  public Samples over(Samples limits) {
    return with(limits, (value, limit) -> value / limit);
  }

  /** The smaller of each two measurements that were made one after the other. */
  public Samples orLess(Samples others) {
    return with(others, Math::min);
  }

  private Samples with(Samples others, DoubleBinaryOperator operator) {
    if (others.values.length != values.length) {
      throw new IllegalArgumentException(
          "%d measurements do not pair with %d".formatted(values.length, others.values.length));
    }
    double[] results = new double[values.length];
    for (int i = 0; i < results.length; i++) {
      results[i] = operator.applyAsDouble(values[i], others.values[i]);
    }
    return new Samples(results);
  }
}
