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

/** Approximate search in a mapped index. */
public class LeafSearchBenchmark {

  /** A mapped index, and how many of its leaves are looked into. */
  @State(Scope.Benchmark)
  public static class Mapped extends SearchState {
    /** How many vectors. */
    @Param("20000")
    public int rows;

    /** How many of them a leaf has. */
    @Param("500")
    public int leafNodeEmbeddingCount;

    /** Share of the leaves that a query looks into. */
    @Param("0.1")
    public double fraction;

    IndexSnapshot index;

    /** Opens the index. */
    @Setup
    public void open() throws IOException {
      index = prepare(rows).leaves(leafNodeEmbeddingCount);
      setFraction(fraction);
    }
  }

  /** Many queries of one request. */
  @Benchmark
  @OperationsPerInvocation(SearchState.BATCH)
  public List<List<Neighbor>> leafBatched(Mapped state) {
    return state.index.search(state.batch());
  }

  /** One query a request. */
  @Benchmark
  public List<List<Neighbor>> leafSingle(Mapped state) {
    return state.index.search(state.one());
  }
}
