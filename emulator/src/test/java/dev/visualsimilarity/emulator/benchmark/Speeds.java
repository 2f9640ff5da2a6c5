package dev.visualsimilarity.emulator.benchmark;

import dev.visualsimilarity.datapoint.RecordException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Has JMH measure, in processes of their own with one thread, and makes tables of it. */
final class Speeds {
  private final Path directory;
  private final boolean quick;

  Speeds(Path directory, boolean quick) {
    this.directory = directory;
    this.quick = quick;
  }

  Table json() throws RunnerException, IOException, RecordException {
    double records = only(run(options(JsonLoadingBenchmark.class)), "loadJson");
    double megabytes = records * JsonLoadingBenchmark.bytesPerRecord() / 1e6;
    return new Table("loading JSON", "MB/s")
        .row("1280 components a record", "%.0f".formatted(megabytes));
  }

  Table exact(int rows) throws RunnerException {
    Collection<RunResult> results =
        run(options(ExactSearchBenchmark.class).param("rows", String.valueOf(rows)));
    double components = (double) rows * SyntheticEmbeddings.DIMENSIONS;
    double batched = only(results, "exactBatched");
    double single = only(results, "exactSingle");
    double reads = only(results, "readAll");
    double gigabytes = components * Float.BYTES / 1e9;
    return new Table("exact search, one core", "queries/s", "")
        .row(
            "64 queries a request",
            "%.0f".formatted(batched),
            "%.1f G multiply-adds/s".formatted(batched * components / 1e9))
        .row(
            "1 query a request",
            "%.0f".formatted(single),
            "%.1f GB/s".formatted(single * gigabytes))
        .row(
            "only reading as many bytes",
            "%.0f".formatted(reads),
            "%.1f GB/s".formatted(reads * gigabytes));
  }

  Table approximate(int rows, List<Integer> leafSizes, List<Double> fractions, Builds builds)
      throws RunnerException {
    Table table =
        new Table(
            "approximate search, one core", "recall@10", "queries/s, 1 a request", "64 a request");
    Collection<RunResult> leaves =
        run(
            options(LeafSearchBenchmark.class)
                .param("rows", String.valueOf(rows))
                .param("leafNodeEmbeddingCount", texts(leafSizes))
                .param("fraction", texts(fractions)));
    for (int leafSize : leafSizes) {
      for (double fraction : fractions) {
        List<RunResult> both =
            leaves.stream()
                .filter(result -> has(result, "leafNodeEmbeddingCount", leafSize))
                .filter(result -> has(result, "fraction", fraction))
                .toList();
        table.row(
            "leaves of %d, fraction %s".formatted(leafSize, fraction),
            "%.3f".formatted(builds.recall(leafSize, fraction)),
            "%.0f".formatted(only(both, "leafSingle")),
            "%.0f".formatted(only(both, "leafBatched")));
      }
    }
    Collection<RunResult> graph =
        run(
            options(GraphSearchBenchmark.class)
                .param("rows", String.valueOf(rows))
                .param("ef", texts(Builds.EFS)));
    for (long ef : Builds.EFS) {
      List<RunResult> one = graph.stream().filter(result -> has(result, "ef", ef)).toList();
      table.row(
          "graph (Voyager 2.0.6, M 16), ef " + ef,
          "%.3f".formatted(builds.recall(ef)),
          "%.0f".formatted(only(one, "graphSingle")),
          "");
    }
    return table;
  }

  private ChainedOptionsBuilder options(Class<?> benchmark) {
    List<String> flags =
        new ArrayList<>(
            List.of(
                "-Xmx4g",
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                // Searches run in the measured thread alone.
                "-Djava.util.concurrent.ForkJoinPool.common.parallelism=0",
                "-D%s=%s".formatted(SearchState.DIRECTORY, directory)));
    return new OptionsBuilder()
        .include("\\." + benchmark.getSimpleName() + "\\.")
        .mode(Mode.Throughput)
        .timeUnit(TimeUnit.SECONDS)
        .forks(quick ? 1 : 2)
        .warmupIterations(quick ? 1 : 3)
        .warmupTime(TimeValue.seconds(2))
        .measurementIterations(quick ? 2 : 5)
        .measurementTime(TimeValue.seconds(2))
        .jvmArgs(flags.toArray(String[]::new))
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT);
  }

  private static Collection<RunResult> run(ChainedOptionsBuilder options) throws RunnerException {
    return new Runner(options.build()).run();
  }

  private static boolean has(RunResult result, String parameter, Object value) {
    return result.getParams().getParam(parameter).equals(value.toString());
  }

  private static double only(Collection<RunResult> results, String method) {
    return results.stream()
        .filter(result -> result.getParams().getBenchmark().endsWith("." + method))
        .findFirst()
        .orElseThrow()
        .getPrimaryResult()
        .getScore();
  }

  private static String[] texts(List<?> values) {
    return values.stream().map(Object::toString).toArray(String[]::new);
  }
}
