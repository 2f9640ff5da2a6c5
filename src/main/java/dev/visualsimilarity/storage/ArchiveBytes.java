package dev.visualsimilarity.storage;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of an archive, in any order. Safe for use by several threads. */
interface ArchiveBytes extends Closeable {

  /** How many there are. */
  long size();

  /** At most {@code length} bytes from {@code offset}. */
  InputStream read(long offset, long length) throws IOException;

  /** An object that is read in place. */
  static ArchiveBytes of(Storage storage, StorageObject object) {
    return new ArchiveBytes() {
      @Override
      public long size() {
        return object.size();
      }

      @Override
      public InputStream read(long offset, long length) throws IOException {
        return storage.read(object.uri(), offset, length);
      }

      @Override
      public void close() {}
    };
  }
}
