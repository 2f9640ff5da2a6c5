package dev.visualsimilarity.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32C;

/**
 * What tells an object's content from another's, as Cloud Storage keeps it for every object.
 *
 * @param size its length in bytes
 * @param crc32c the CRC-32C (Castagnoli, RFC 3720 appendix B.4) of its bytes
 */
public record Checksum(long size, int crc32c) {

  private static final int BUFFER_BYTES = 1 << 16;

  /** The checksum of these bytes. */
  public static Checksum of(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return new Checksum(bytes.length, (int) crc.getValue());
  }

  /** The checksum of all bytes that are left in a stream, which stays open. */
  public static Checksum of(InputStream in) throws IOException {
    CRC32C crc = new CRC32C();
    byte[] buffer = new byte[BUFFER_BYTES];
    long size = 0;
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      crc.update(buffer, 0, count);
      size += count;
    }
    return new Checksum(size, (int) crc.getValue());
  }
}
