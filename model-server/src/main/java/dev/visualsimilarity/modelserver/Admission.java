package dev.visualsimilarity.modelserver;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets some predictions be computed at a time and some more wait, so that neither memory nor
 * waiting grows without bound. Thread safe.
 */
final class Admission {

  private final int most;
  private final Semaphore places;
  private final Semaphore computing;

  /**
   * @param computing predictions that are computed at a time
   * @param waiting those that may wait besides
   */
  Admission(int computing, int waiting) {
    this.most = computing + waiting;
    this.places = new Semaphore(most);
    this.computing = new Semaphore(computing, true);
  }

  /** How many are let in at a time. */
  int most() {
    return most;
  }

  /** Lets a prediction in, which must {@link #leave}; false where there is no place. */
  boolean enter() {
    return places.tryAcquire();
  }

  /** Ends the stay of a prediction that was let in. */
  void leave() {
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
}
