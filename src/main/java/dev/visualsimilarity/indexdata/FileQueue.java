package dev.visualsimilarity.indexdata;

import dev.visualsimilarity.indexdata.FileCheck.BatchCheck;
import dev.visualsimilarity.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The data files of a batch while several threads check them: each thread takes files of its own
 * while there are any, and then helps with those of the others.
 */
final class FileQueue {

  private final Storage storage;
  private final IndexDataFiles files;
  private final BatchCheck batch;
  private final List<FileCheck> open = new ArrayList<>();
  private int next;

  FileQueue(Storage storage, IndexDataFiles files, BatchCheck batch) {
    this.storage = storage;
    this.files = files;
    this.batch = batch;
  }

  /** The part of one thread; returns what its records hold. */
  Tally work() throws IOException {
    Tally tally = new Tally();
    for (int number = take(); number >= 0; number = take()) {
      Optional<InputStream> in = PlainFile.open(storage, files, number, batch.findings());
      if (in.isPresent()) {
        try (FileCheck check = new FileCheck(files, number, in.get(), batch)) {
          share(check);
          check.work(tally);
        }
      }
    }
    for (FileCheck check : shared()) {
      check.work(tally);
    }
    return tally;
  }

  private synchronized int take() {
    return next < files.data().size() ? next++ : -1;
  }

  private synchronized void share(FileCheck check) {
    if (check.isShared()) {
      open.add(check);
    }
  }

  private synchronized List<FileCheck> shared() {
    return List.copyOf(open);
  }
}
