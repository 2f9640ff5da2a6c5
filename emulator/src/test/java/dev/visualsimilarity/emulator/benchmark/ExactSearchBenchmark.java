package dev.visualsimilarity.emulator.benchmark;

import dev.visualsimilarity.emulator.engine.IndexSnapshot;
import dev.visualsimilarity.emulator.engine.Neighbor;
import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Search of everything in a mapped index; and reading as many bytes, which bounds a single query.
 */
public class ExactSearchBenchmark {

  /** A mapped index, and as much memory. */
  @State(Scope.Benchmark)
  public static class Mapped extends SearchState {
    private static final int LONGS_PER_BLOCK = 1 << 17;

    /** How many vectors. */
    @Param("20000")
    public int rows;

    IndexSnapshot index;
    long[][] memory;

    /** Opens the index. */
    @Setup
    public void open() throws IOException {
      index = prepare(rows).exact();
      long longs = (long) rows * SyntheticEmbeddings.DIMENSIONS * Float.BYTES / Long.BYTES;
      memory = new long[(int) (longs / LONGS_PER_BLOCK)][LONGS_PER_BLOCK];
    }
  }

  /** Many queries of one request. */
  @Benchmark
  @OperationsPerInvocation(SearchState.BATCH)
  public List<List<Neighbor>> exactBatched(Mapped state) {
    return state.index.search(state.batch());
  }

  /** One query a request. */
  @Benchmark
  public List<List<Neighbor>> exactSingle(Mapped state) {
    return state.index.search(state.one());
  }

  /** A sum over as many bytes as the vectors have. */
  @Benchmark
  public long readAll(Mapped state) {
    long sum = 0;
    for (long[] block : state.memory) {
      for (long value : block) {
        sum += value;
      }
    }
    return sum;
  }
}
