package dev.visualsimilarity.emulator.benchmark;

import com.spotify.voyager.jni.Index;
import com.spotify.voyager.jni.Index.QueryResults;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The same search by a graph (HNSW) library in native code: Spotify's Voyager. */
public class GraphSearchBenchmark {

  /** A graph in memory. */
  @State(Scope.Benchmark)
  public static class Graph extends SearchState {
    /** How many vectors. */
    @Param("20000")
    public int rows;

    /** Candidates that the walk keeps. */
    @Param("20")
    public long ef;

    private Index index;
    private float[][] queries = {};
    private int next;

    /** Loads the graph. */
    @Setup
    public void open() {
      PreparedIndexes indexes = prepare(rows);
      index = indexes.graph();
      queries = indexes.queryVectors();
    }

    /** Frees it. */
    @TearDown
    public void close() throws IOException {
      index.close();
    }
  }

  /** One query. */
  @Benchmark
  public QueryResults graphSingle(Graph state) {
    state.next = (state.next + 1) % state.queries.length;
    return state.index.query(state.queries[state.next], PreparedIndexes.NEIGHBORS, state.ef);
  }
}
