package dev.visualsimilarity.preprocess;

import java.util.concurrent.atomic.LongAdder;

/** Work done by the threads of a run, summed. Thread safe. */
final class StageTimes {

  private static final double NANOS = 1e9;

  private final LongAdder readNanos = new LongAdder();
  private final LongAdder readBytes = new LongAdder();
  private final LongAdder decodeNanos = new LongAdder();

  void read(long nanos, int bytes) {
    readNanos.add(nanos);
    readBytes.add(bytes);
  }

  void decoded(long nanos) {
    decodeNanos.add(nanos);
  }

  double readSeconds() {
    return readNanos.sum() / NANOS;
  }

  long readBytes() {
    return readBytes.sum();
  }

  double decodeSeconds() {
    return decodeNanos.sum() / NANOS;
  }
}
