package dev.visualsimilarity.pipeline.jobs;

import dev.visualsimilarity.emulator.service.ApiErrors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs jobs in the order in which they came, some of them at once. */
final class JobQueue implements AutoCloseable {

  /** Each that waits holds its pipeline in memory. */
  private static final int MAX_WAITING = 200;

  /** Longer than a program is given to end after SIGTERM. */
  private static final int CLOSE_SECONDS = 15;

  private final ThreadPoolExecutor threads;

  JobQueue(int maxJobs) {
    this.threads =
        new ThreadPoolExecutor(
            maxJobs,
            maxJobs,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "pipeline-job");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Fails if as many wait as may. */
  void requirePlace() {
    if (threads.getQueue().size() >= MAX_WAITING) {
      throw ApiErrors.resourceExhausted(
          "%d pipeline jobs wait for their turn, and no more may; try again later", MAX_WAITING);
    }
  }

  void add(Runnable job) {
    threads.execute(job);
  }

  /** Forgets one that waits; one that runs goes on. */
  void remove(Runnable job) {
    threads.remove(job);
  }

  /** Waits for those that run. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
