package dev.visualsimilarity.benchmarks.experiment;

/** The parts of the benchmark, named as on the command line. */
public enum Part {
  extract,
  preprocess,
  loop,
  precision,
  memory;

  /** A new experiment. */
  public Experiment experiment() {
    return switch (this) {
      case extract -> new ExtractSpeed();
      case preprocess -> new PreprocessSpeed();
      case loop -> new AgainstLoop();
      case precision -> new Precision();
      case memory -> new PeakMemory();
    };
  }
}
