package dev.visualsimilarity.emulator.input;

import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.datapoint.DatapointFormat;
import dev.visualsimilarity.datapoint.DatapointReader;
import dev.visualsimilarity.datapoint.RecordException;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageObject;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * The records of one file, parsed by one thread and taken by another. What is parsed ahead is
 * bounded: then the parsing thread waits.
 */
final class FileRecords implements Runnable {
  /** 256 KiB of vectors change hands at once. */
  private static final int FLOATS_PER_BATCH = 1 << 16;

  private static final int MAX_RECORDS_PER_BATCH = 256;

  private final Storage storage;
  private final StorageObject file;
  private final int dimensions;
  private final BlockingQueue<List<ReadRecord>> batches;
  private volatile Optional<Throwable> failure = Optional.empty();
  private Iterator<ReadRecord> current = List.<ReadRecord>of().iterator();
  private boolean ended;

  /** Parses at most {@code maxBytesAhead} of vectors, or a little, before they are taken. */
  FileRecords(Storage storage, StorageObject file, int dimensions, long maxBytesAhead) {
    this.storage = storage;
    this.file = file;
    this.dimensions = dimensions;
    long batchesAhead = maxBytesAhead / Float.BYTES / FLOATS_PER_BATCH;
    this.batches = new ArrayBlockingQueue<>((int) Math.max(2, batchesAhead));
  }

  StorageObject file() {
    return file;
  }

  /** Parses the file. An interrupt ends it early. */
  @Override
  public void run() {
    try {
      parse();
    } catch (IOException | RuntimeException | Error e) {
      failure = Optional.of(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    try {
      // An empty batch is the end.
      batches.put(List.of());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The next record; empty at the end of the file. */
  Optional<ReadRecord> next() throws IOException {
    while (!current.hasNext() && !ended) {
      try {
        List<ReadRecord> batch = batches.take();
        current = batch.iterator();
        ended = batch.isEmpty();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while reading " + file.uri());
      }
    }
    if (current.hasNext()) {
      return Optional.of(current.next());
    }
    throwFailure();
    return Optional.empty();
  }

  private void throwFailure() throws IOException {
    Throwable thrown = failure.orElse(null);
    if (thrown instanceof IOException e) {
      throw e;
    }
    if (thrown != null) {
      throw new IllegalStateException("cannot parse " + file.uri(), thrown);
    }
  }

  private void parse() throws IOException, InterruptedException {
    int batchSize = Math.max(1, Math.min(MAX_RECORDS_PER_BATCH, FLOATS_PER_BATCH / dimensions));
    DatapointFormat format = DatapointFormat.ofFileName(file.uri().name()).orElseThrow();
    try (DatapointReader reader = format.reader(storage.read(file.uri()), dimensions)) {
      List<ReadRecord> batch = new ArrayList<>(batchSize);
      for (boolean more = true; more; ) {
        try {
          Optional<Datapoint> datapoint = reader.next();
          datapoint.ifPresent(found -> batch.add(ReadRecord.of(found, reader)));
          more = datapoint.isPresent();
        } catch (RecordException e) {
          batch.add(ReadRecord.refused(e, reader));
        }
        if (batch.size() >= batchSize || (!more && !batch.isEmpty())) {
          batches.put(List.copyOf(batch));
          batch.clear();
        }
      }
    }
  }
}
