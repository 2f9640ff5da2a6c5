package dev.visualsimilarity.queryindex.evaluation;

import dev.visualsimilarity.command.ThreadPools;
import dev.visualsimilarity.vertexai.match.NeighborSearch;
import dev.visualsimilarity.vertexai.match.SearchOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Measures an index under the load of some clients. */
public final class LoadTest {

  private static final int WARM_UP = 20;
  private static final int QUERIES = 200;
  private static final double NANOS_A_SECOND = 1e9;
  private static final double NANOS_A_MILLI = 1e6;

  private final NeighborSearch search;
  private final SearchOptions options;
  private final List<float[]> vectors;

  /**
   * @param vectors what is asked, in turn, again from the first when all were; at least one
   */
  public LoadTest(NeighborSearch search, SearchOptions options, List<float[]> vectors) {
    this.search = search;
    this.options = options;
    this.vectors = List.copyOf(vectors);
  }

  /** Asks {@value #QUERIES} queries, after {@value #WARM_UP} a client that do not count. */
  public Load run(int clients) throws IOException {
    ask(clients, WARM_UP * clients);
    long start = System.nanoTime();
    double[] millis = ask(clients, QUERIES);
    double seconds = (System.nanoTime() - start) / NANOS_A_SECOND;
    return new Load(clients, new Latency(millis), QUERIES / seconds);
  }

  private double[] ask(int clients, int queries) throws IOException {
    double[] millis = new double[queries];
    AtomicInteger next = new AtomicInteger();
    Callable<Void> client =
        () -> {
          for (int i = next.getAndIncrement(); i < queries; i = next.getAndIncrement()) {
            List<float[]> query = List.of(vectors.get(i % vectors.size()));
            long start = System.nanoTime();
            search.find(query, options);
            millis[i] = (System.nanoTime() - start) / NANOS_A_MILLI;
          }
          return null;
        };
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      List<Future<Void>> running = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        running.add(threads.submit(client));
      }
      for (Future<Void> one : running) {
        one.get();
      }
      return millis;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IOException("a query failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while measuring the latency", e);
    } finally {
      ThreadPools.stop(List.of(threads));
    }
  }
}
