package dev.visualsimilarity.command;

import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Logs how far a step is, at most every {@value #SECONDS_BETWEEN} seconds: {@code images 300/891,
 * 212/s, 3 s left}. The rate counts from when the first were done: what comes before them, such as
 * loading a library, would spoil it for long. Not thread safe.
 */
public final class Progress {

  private static final int SECONDS_BETWEEN = 5;
  private static final double NANOS = 1e9;

  private final Logger log;
  private final String what;
  private final long total;
  private final LongSupplier nanoClock;
  private long start;
  private long last;
  private long first;
  private long done;

  /**
   * Begins.
   *
   * @param what is counted, such as {@code images}
   * @param total how many there will be
   * @param nanoClock such as {@code System::nanoTime}
   */
  public Progress(Logger log, String what, long total, LongSupplier nanoClock) {
    this.log = log;
    this.what = what;
    this.total = total;
    this.nanoClock = nanoClock;
  }

  /** Counts some as done. */
  public void add(long count) {
    long now = nanoClock.getAsLong();
    if (done == 0) {
      first = count;
      start = now;
      last = now;
    }
    done += count;
    if (now - last < SECONDS_BETWEEN * NANOS || done == first) {
      return;
    }
    last = now;
    double rate = (done - first) / ((now - start) / NANOS);
    log.info(
        "{} {}/{}, {}/s, {} s left",
        what,
        done,
        total,
        Math.round(rate),
        Math.round((total - done) / rate));
  }
}
