package dev.visualsimilarity.storage;

import java.io.IOException;
import java.io.InputStream;

/** A file in an archive. */
interface ArchiveEntry {

  /** Its length in bytes, as the archive states it. */
  long size();

  /**
   * Its bytes. The stream fails if they are not those that the archive states, and never gives more
   * of them.
   *
   * @throws IOException if they are stored in a way that is not read; the message says how
   */
  InputStream open(ArchiveBytes bytes) throws IOException;
}
