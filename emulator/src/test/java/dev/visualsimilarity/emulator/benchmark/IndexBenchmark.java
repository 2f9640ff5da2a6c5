package dev.visualsimilarity.emulator.benchmark;

import dev.visualsimilarity.command.Commands;
import dev.visualsimilarity.emulator.engine.file.Directories;
import dev.visualsimilarity.emulator.engine.kernel.Kernels;
import dev.visualsimilarity.error.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Builds indexes, compares their answers, has JMH measure their searches, and prints tables. */
@Command(
    name = "index-benchmark",
    mixinStandardHelpOptions = true,
    description = {
      "Measures the index engine: loading JSON, building, memory, recall, and queries a second on one",
      "core.",
      "Prints tables in Markdown on standard output."
    })
public final class IndexBenchmark implements Callable<Integer> {
  @Option(
      names = "--rows",
      split = ",",
      description = "numbers of vectors of 1280 components (default: ${DEFAULT-VALUE})",
      defaultValue = "20000,200000")
  List<Integer> rows = List.of();

  @Option(
      names = "--leaf-node-embedding-counts",
      split = ",",
      description = "(default: ${DEFAULT-VALUE})",
      defaultValue = "100,500,1000")
  List<Integer> leafSizes = List.of();

  @Option(
      names = "--fractions",
      split = ",",
      description = "shares of the leaves looked into (default: ${DEFAULT-VALUE})",
      defaultValue = "0.02,0.05,0.1,0.2")
  List<Double> fractions = List.of();

  @Option(names = "--quick", description = "one short repetition: not for figures to be quoted")
  boolean quick;

  @Spec CommandSpec spec;

  /** Runs the benchmark. */
  public static void main(String[] args) {
    System.exit(Commands.execute(new IndexBenchmark(), args));
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    Path directory = Files.createTempDirectory("index-benchmark");
    try {
      out.printf("%s%n%n", machine());
      Speeds speeds = new Speeds(directory, quick);
      out.printf("%s%n%n", speeds.json());
      for (int count : rows) {
        Builds builds =
            Builds.of(new PreparedIndexes(directory, count), count, leafSizes, fractions);
        out.printf("%,d vectors of %d:%n%n", count, SyntheticEmbeddings.DIMENSIONS);
        out.printf("%s%n%n", builds.table());
        out.printf("%s%n%n", speeds.exact(count));
        out.printf("%s%n%n", speeds.approximate(count, leafSizes, fractions, builds));
        out.flush();
      }
    } finally {
      Directories.delete(directory);
    }
    return ExitCode.DONE;
  }

  private static String machine() throws IOException {
    Path cpus = Path.of("/proc/cpuinfo");
    String processor = System.getProperty("os.arch");
    if (Files.isReadable(cpus)) {
      try (Stream<String> lines = Files.lines(cpus)) {
        processor =
            lines
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.replaceFirst(".*: ", ""))
                .findFirst()
                .orElse(processor);
      }
    }
    return "%s, JDK %s, %s; %s"
        .formatted(
            processor,
            System.getProperty("java.version"),
            Kernels.active().description(),
            LocalDate.now(ZoneOffset.UTC));
  }
}
