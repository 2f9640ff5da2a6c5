package dev.visualsimilarity.benchmarks.limit;

import dev.visualsimilarity.benchmarks.data.Model;
import dev.visualsimilarity.benchmarks.report.Figures;
import dev.visualsimilarity.benchmarks.report.Samples;
import dev.visualsimilarity.benchmarks.report.Table;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Searches the way of calling a model that is fastest on this machine. */
public final class ModelGrid {

  private static final List<Integer> BATCH_SIZES = List.of(1, 4, 8, 16, 32);
  private static final int ROUNDS = 3;

  private final Map<Cell, List<Double>> rates = new LinkedHashMap<>();

  /**
   * A way of calling a model.
   *
   * @param threads of the callers and of TensorFlow
   * @param batchSize images of a call
   */
  public record Cell(ThreadSetting threads, int batchSize) {}

  private ModelGrid() {}

  /**
   * Measures every cell some times, going round all of them, so that a slow moment of the machine
   * does not hit one cell alone. The first round warms up and does not count.
   *
   * @param images at least as many as the largest batch
   * @param seconds for a cell in a round
   */
  public static ModelGrid measure(Model model, List<ByteBuffer> images, double seconds) {
    ModelGrid grid = new ModelGrid();
    for (int round = 0; round <= ROUNDS; round++) {
      for (ThreadSetting threads : settings(Runtime.getRuntime().availableProcessors())) {
        try (ModelSession session = new ModelSession(model, threads)) {
          for (int batchSize : BATCH_SIZES) {
            double rate = rate(session, images, model, batchSize, seconds);
            if (round > 0) {
              grid.rates
                  .computeIfAbsent(new Cell(threads, batchSize), cell -> new ArrayList<>())
                  .add(rate);
            }
          }
        }
      }
    }
    return grid;
  }

  /** The cell of the highest median. */
  public Cell best() {
    return rates.keySet().stream()
        .max((a, b) -> Double.compare(median(a), median(b)))
        .orElseThrow();
  }

  /** The medians, a row a setting of threads. */
  public Table table() {
    Table table =
        new Table(
            Stream.concat(
                    Stream.of("images/s of the model alone, at a batch of"),
                    BATCH_SIZES.stream().map(String::valueOf))
                .toArray(String[]::new));
    for (ThreadSetting threads : rates.keySet().stream().map(Cell::threads).distinct().toList()) {
      table.row(
          Stream.concat(
                  Stream.of(threads.toString()),
                  BATCH_SIZES.stream().map(size -> Figures.rate(median(new Cell(threads, size)))))
              .toArray(String[]::new));
    }
    return table;
  }

  private double median(Cell cell) {
    return Samples.of(rates.get(cell)).median();
  }

  private static double rate(
      ModelSession session, List<ByteBuffer> images, Model model, int batchSize, double seconds) {
    try (NativeImages batches = NativeImages.of(images, model.spec(), batchSize)) {
      return session.measure(batches, seconds).imagesPerSecond();
    }
  }

  private static List<ThreadSetting> settings(int cores) {
    return Stream.of(
            new ThreadSetting(1, 1, 1),
            new ThreadSetting(1, cores, 1),
            new ThreadSetting(cores, 1, cores),
            new ThreadSetting(cores, cores, cores))
        .distinct()
        .toList();
  }
}
