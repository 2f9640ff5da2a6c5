package dev.visualsimilarity.modelserver;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets some predictions be computed at a time and some more wait, which bring so many bytes in all,
 * so that neither memory nor waiting grows without bound. Thread safe.
 */
final class Admission {

  private static final int KIBIBYTE = 1 << 10;

  private final int most;
  private final Semaphore places;
  private final Semaphore computing;
  // A semaphore counts ints.
  private final Semaphore kibibytes;

  /**
   * @param computing predictions that are computed at a time
   * @param waiting those that may wait besides
   * @param bytes that all of them bring
   */
  Admission(int computing, int waiting, long bytes) {
    this.most = computing + waiting;
    this.places = new Semaphore(most);
    this.computing = new Semaphore(computing, true);
    this.kibibytes = new Semaphore(kibibytes(bytes));
  }

  /** How many are let in at a time. */
  int most() {
    return most;
  }

  /**
   * Lets a prediction in that brings so many bytes and must {@link #leave} with them; false where
   * there is no place for it or them.
   */
  boolean enter(int bytes) {
    if (!places.tryAcquire()) {
      return false;
    }
    boolean fits = kibibytes.tryAcquire(kibibytes(bytes));
    if (!fits) {
      places.release();
    }
    return fits;
  }

  /** Ends the stay of a prediction that was let in with so many bytes. */
  void leave(int bytes) {
    kibibytes.release(kibibytes(bytes));
    places.release();
  }

  /** Computes for a prediction that was let in, when its turn comes. */
  <T> T compute(Callable<T> work) throws Exception {
    computing.acquire();
    try {
      return work.call();
    } finally {
      computing.release();
    }
  }

  /**
   * Waits until all have left, which is the end: nobody may be let in from now on.
   *
   * @return false if some are still there at the end of the time
   */
  boolean drain(Duration limit) throws InterruptedException {
    return places.tryAcquire(most, limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static int kibibytes(long bytes) {
    return Math.toIntExact((bytes + KIBIBYTE - 1) / KIBIBYTE);
  }
}
