package dev.visualsimilarity.emulator.service;

import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Ids of 19 digits, each larger than the one before, as the service's look. They begin at a random
 * one, so that a name from an earlier run of the emulator does not name something else in this one.
 */
public final class ResourceIds {
  private static final long LOWEST = 1_000_000_000_000_000_000L;
  private static final long HIGHEST_START = 9_000_000_000_000_000_000L;

  private final AtomicLong next;

  /** Begins with an id that {@code random} gives. */
  public ResourceIds(RandomGenerator random) {
    this.next = new AtomicLong(random.nextLong(LOWEST, HIGHEST_START));
  }

  /** Makes all ids that follow larger than one that is in use. */
  void startAfter(long used) {
    next.accumulateAndGet(used + 1, Math::max);
  }

  /** The next id. */
  public String next() {
    return Long.toString(next.getAndIncrement());
  }
}
