package dev.visualsimilarity.command;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/** Ends thread pools. */
public final class ThreadPools {

  private ThreadPools() {}

  /**
   * Interrupts the work of the pools and waits until it has ended: what the work uses, such as
   * native memory, can be closed then. An interrupt of the caller is kept for later.
   */
  public static void stop(List<ExecutorService> pools) {
    pools.forEach(ExecutorService::shutdownNow);
    boolean interrupted = false;
    for (ExecutorService pool : pools) {
      while (!pool.isTerminated()) {
        try {
          pool.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
