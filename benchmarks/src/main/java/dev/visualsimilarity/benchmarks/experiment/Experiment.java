package dev.visualsimilarity.benchmarks.experiment;

import dev.visualsimilarity.benchmarks.report.Report;
import java.io.IOException;

/** Measures something and adds a section to the report. */
@FunctionalInterface
public interface Experiment {

  /** Runs in the lab; files that it leaves in the lab's folder are removed later. */
  void run(Lab lab, Report report) throws IOException;
}
