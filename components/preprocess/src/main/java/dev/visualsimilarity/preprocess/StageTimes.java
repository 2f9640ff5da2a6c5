package dev.visualsimilarity.preprocess;

import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Work done by the threads of a run, summed by stage. Thread safe. */
final class StageTimes {

  private static final double NANOS = 1e9;

  private final LongAdder readNanos = new LongAdder();
  private final LongAdder readBytes = new LongAdder();
  private final LongAdder decodeNanos = new LongAdder();
  private final LongAdder writeNanos = new LongAdder();
  private final LongAdder writtenBytes = new LongAdder();
  private final LongAdder images = new LongAdder();

  void read(long nanos) {
    readNanos.add(nanos);
  }

  void readBytes(int bytes) {
    readBytes.add(bytes);
  }

  void decoded(long nanos) {
    decodeNanos.add(nanos);
  }

  /** Time of writing, waiting for the disk or for Cloud Storage included. */
  void written(long nanos) {
    writeNanos.add(nanos);
  }

  /** An image of a shard that this run wrote. */
  void writtenImage(long bytes) {
    images.increment();
    writtenBytes.add(bytes);
  }

  /** The sums as metrics, by name. */
  Map<String, Number> metrics(double seconds) {
    return Map.of(
        "seconds", seconds,
        "images_per_second", images.sum() / seconds,
        "read_thread_seconds", readNanos.sum() / NANOS,
        "decode_thread_seconds", decodeNanos.sum() / NANOS,
        "write_thread_seconds", writeNanos.sum() / NANOS,
        "bytes_read", readBytes.sum(),
        "bytes_written", writtenBytes.sum());
  }
}
