package dev.visualsimilarity.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * A file in a tar.
 *
 * @param offset of its first byte
 * @param size its length in bytes
 * @param sparse whether only parts of it are stored
 */
record ArchiveTarEntry(long offset, long size, boolean sparse) implements ArchiveEntry {

  @Override
  public InputStream open(ArchiveBytes bytes) throws IOException {
    if (sparse) {
      throw new IOException(
          "the archive holds this file as a sparse one, which is not read; make the tar without --sparse");
    }
    return new ArchiveEntryStream(
        new BoundedInputStream(bytes.read(offset, size), size), size, Optional.empty());
  }
}
