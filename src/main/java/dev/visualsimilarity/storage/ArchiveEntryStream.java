package dev.visualsimilarity.storage;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.ZipException;

/** A file's bytes, checked against the length and the checksum that the archive states. */
final class ArchiveEntryStream extends FilterInputStream {

  private final long size;
  private final Optional<Integer> crc;
  private final CRC32 read = new CRC32();
  private long count;

  ArchiveEntryStream(InputStream in, long size, Optional<Integer> crc) {
    super(in);
    this.size = size;
    this.crc = crc;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int got;
    try {
      got = super.read(buffer, offset, length);
    } catch (ZipException | EOFException e) {
      throw damaged(String.valueOf(e.getMessage()), e);
    }
    if (got < 0) {
      checkEnd();
      return got;
    }
    count += got;
    if (count > size) {
      throw damaged("it has more than the %d bytes that are stated".formatted(size), null);
    }
    read.update(buffer, offset, got);
    return got;
  }

  // Skipped bytes count for the checksum too.
  @Override
  public long skip(long bytes) throws IOException {
    byte[] buffer = new byte[(int) Math.max(0, Math.min(bytes, 1 << 13))];
    long left = bytes;
    while (left > 0) {
      int got = read(buffer, 0, (int) Math.min(buffer.length, left));
      if (got < 0) {
        break;
      }
      left -= got;
    }
    return Math.max(0, bytes) - Math.max(0, left);
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void checkEnd() throws IOException {
    if (count < size) {
      throw damaged("it ends after %d of %d bytes".formatted(count, size), null);
    }
    if (crc.isPresent() && crc.get() != (int) read.getValue()) {
      throw damaged("its checksum is not the one that is stated", null);
    }
  }

  private static IOException damaged(String how, Exception cause) {
    return new IOException("the archive is damaged in this file: " + how, cause);
  }
}
