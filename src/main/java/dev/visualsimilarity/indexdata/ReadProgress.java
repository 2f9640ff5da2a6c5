package dev.visualsimilarity.indexdata;

import dev.visualsimilarity.command.Progress;
import java.util.function.LongConsumer;
import org.slf4j.LoggerFactory;

/** Logs how many MiB of a batch are checked. Safe for use by several threads. */
final class ReadProgress implements LongConsumer {

  private static final long MIB = 1 << 20;

  private final Progress progress;
  private long bytes;

  ReadProgress(long total) {
    this.progress =
        new Progress(
            LoggerFactory.getLogger(IndexDataCheck.class),
            "MiB of index data checked:",
            total / MIB,
            System::nanoTime);
  }

  @Override
  public synchronized void accept(long count) {
    long before = bytes / MIB;
    bytes += count;
    progress.add(bytes / MIB - before);
  }
}
