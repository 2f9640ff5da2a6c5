package dev.visualsimilarity.benchmarks.experiment;

import dev.visualsimilarity.benchmarks.component.Run;
import dev.visualsimilarity.benchmarks.limit.Rate;
import dev.visualsimilarity.benchmarks.report.Figures;
import dev.visualsimilarity.benchmarks.report.Samples;
import java.util.ArrayList;
import java.util.List;

/** Rates of the same work, in the order of the measurements. */
final class Series {

  private static final double MILLIS = 1000;

  private final List<Rate> rates = new ArrayList<>();

  void add(Rate rate) {
    rates.add(rate);
  }

  /**
   * Adds a run of a component.
   *
   * @param imagesPerSecond by the clock that counts
   */
  void add(Run run, double imagesPerSecond, int images) {
    rates.add(new Rate(imagesPerSecond, run.cpuSeconds() * MILLIS / images));
  }

  /** Images a second. */
  Samples speed() {
    return Samples.of(rates.stream().map(Rate::imagesPerSecond).toList());
  }

  /** Milliseconds of CPU time an image. */
  Samples cpu() {
    return Samples.of(rates.stream().map(Rate::cpuMillis).toList());
  }

  /** The median of the speed, for a table. */
  String speedText() {
    return Figures.rate(speed().median());
  }

  /** The median of the CPU time, for a table. */
  String cpuText() {
    return Figures.millis(cpu().median());
  }
}
