package dev.visualsimilarity.savedmodel.source;

import dev.visualsimilarity.storage.Checksum;
import dev.visualsimilarity.storage.StorageUri;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checks that what arrived is what was sent. */
final class CheckedCopy {

  private CheckedCopy() {}

  /**
   * Compares a file with the checksum of what it is a copy of.
   *
   * @throws IOException if they differ
   */
  static void verify(StorageUri uri, Path file, Checksum expected) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      Checksum actual = Checksum.of(in);
      if (!actual.equals(expected)) {
        throw new IOException(
            "%s arrived damaged or changed meanwhile: %d bytes with CRC-32C %08x instead of %d with %08x; run it again"
                .formatted(
                    uri, actual.size(), actual.crc32c(), expected.size(), expected.crc32c()));
      }
    }
  }
}
