package dev.visualsimilarity.emulator.input;

import dev.visualsimilarity.command.ThreadPools;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageObject;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Files in order, of which the next few are parsed already, each by a thread. Memory does not grow
 * with their number or size.
 */
final class FilesAhead implements AutoCloseable {
  /** Of vectors that are parsed and not yet taken, in all files. */
  private static final long MAX_BYTES = 1 << 27;

  private final Storage storage;
  private final int dimensions;
  private final Iterator<StorageObject> files;
  private final int maxFiles;
  private final ExecutorService threads;
  private final Queue<FileRecords> begun = new ArrayDeque<>();

  FilesAhead(Storage storage, int dimensions, List<StorageObject> files) {
    this.storage = storage;
    this.dimensions = dimensions;
    this.files = files.iterator();
    int threadCount = Runtime.getRuntime().availableProcessors();
    // One more, so that no thread waits while the first file is being emptied.
    this.maxFiles = threadCount + 1;
    this.threads = Executors.newFixedThreadPool(threadCount);
  }

  /** The next file. The one before it must have been read to its end. */
  FileRecords next() {
    while (files.hasNext() && begun.size() < maxFiles) {
      FileRecords records =
          new FileRecords(storage, files.next(), dimensions, MAX_BYTES / maxFiles);
      begun.add(records);
      threads.execute(records);
    }
    return begun.remove();
  }

  @Override
  public void close() {
    ThreadPools.stop(List.of(threads));
  }
}
