package dev.visualsimilarity.benchmarks.limit;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Does pieces of work on several threads and says how fast they went. */
final class Workers {

  private static final double NANOS = 1e9;

  private Workers() {}

  /** Work that is cut into pieces, numbered from 0 in the order in which threads take them. */
  interface Pieces {

    /** Whether the piece is to be done, when so much time has gone by. */
    boolean wants(long piece, double seconds);

    /** Does a piece; returns how many images it had. */
    int run(long piece);
  }

  /** The rate over all threads, from the first piece to the end of the last. */
  static Rate measure(int threads, Pieces pieces) {
    return Rate.of(() -> images(threads, pieces));
  }

  private static long images(int threads, Pieces pieces) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      long start = System.nanoTime();
      AtomicLong next = new AtomicLong();
      Callable<Long> thread =
          () -> {
            long images = 0;
            long piece = next.getAndIncrement();
            while (pieces.wants(piece, (System.nanoTime() - start) / NANOS)) {
              images += pieces.run(piece);
              piece = next.getAndIncrement();
            }
            return images;
          };
      List<Future<Long>> running =
          IntStream.range(0, threads).mapToObj(number -> pool.submit(thread)).toList();
      long images = 0;
      for (Future<Long> future : running) {
        images += future.get();
      }
      return images;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }
}
