package dev.visualsimilarity.extractfeatures;

import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Work done by the threads of a run, summed. Thread safe. */
final class StageTimes {

  private static final double NANOS = 1e9;

  private final LongAdder readNanos = new LongAdder();
  private final LongAdder inferNanos = new LongAdder();
  private final LongAdder writeNanos = new LongAdder();
  private final LongAdder bytesRead = new LongAdder();
  private final LongAdder bytesWritten = new LongAdder();

  void read(long nanos, long bytes) {
    readNanos.add(nanos);
    bytesRead.add(bytes);
  }

  void inferred(long nanos) {
    inferNanos.add(nanos);
  }

  void wrote(long nanos) {
    writeNanos.add(nanos);
  }

  void wroteBytes(long bytes) {
    bytesWritten.add(bytes);
  }

  /** Seconds by stage, summed over threads, and bytes, under the names of the metrics. */
  Map<String, Number> metrics() {
    return Map.of(
        "read_thread_seconds", readNanos.sum() / NANOS,
        "infer_thread_seconds", inferNanos.sum() / NANOS,
        "write_thread_seconds", writeNanos.sum() / NANOS,
        "bytes_read", bytesRead.sum(),
        "bytes_written", bytesWritten.sum());
  }
}
