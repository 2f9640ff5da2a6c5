package dev.visualsimilarity.pipeline.command;

import dev.visualsimilarity.pipeline.runner.BuiltProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Runs the program of {@code benchmarks/}, as a process in this terminal. Its command line must
 * take options that it does not know as parameters: all of them are the benchmark's.
 */
@Command(
    name = "benchmark",
    description = {
      "Measures preprocess and extract-features against what this machine can do at best.",
      "benchmark --help lists its flags."
    })
public final class BenchmarkCommand implements Callable<Integer> {

  private static final String MAIN = "dev.visualsimilarity.benchmarks.Benchmark";

  @Parameters(paramLabel = "FLAG", description = "the benchmark's own flags, --help among them")
  List<String> flags = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path module = ProjectFolder.find().path().resolve("benchmarks");
    return Foreground.run(BuiltProgram.of(module, MAIN, flags));
  }
}
