package dev.visualsimilarity.pipeline.jobs;

import dev.visualsimilarity.emulator.service.ApiErrors;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Runs jobs in the order in which they came, some of them at once. */
final class JobQueue implements AutoCloseable {

  /** Each that waits holds its pipeline in memory. */
  private static final int MAX_WAITING = 200;

  /** Longer than a program is given to end after SIGTERM. */
  private static final int CLOSE_SECONDS = 15;

  private final int maxJobs;
  private final ExecutorService threads;

  JobQueue(int maxJobs) {
    this.maxJobs = maxJobs;
    this.threads =
        Executors.newFixedThreadPool(
            maxJobs,
            task -> {
              Thread thread = new Thread(task, "pipeline-job");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Fails if as many wait as may. */
  void requirePlace(int unfinished) {
    if (unfinished >= maxJobs + MAX_WAITING) {
      throw ApiErrors.resourceExhausted(
          "%d pipeline jobs wait for their turn, and no more may; try again later", MAX_WAITING);
    }
  }

  void add(Runnable job) {
    threads.execute(job);
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
