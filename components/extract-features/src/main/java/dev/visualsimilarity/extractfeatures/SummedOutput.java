package dev.visualsimilarity.extractfeatures;

import dev.visualsimilarity.storage.Checksum;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32C;

/** Passes bytes on and sums them up. */
final class SummedOutput extends OutputStream {

  private final OutputStream out;
  private final CRC32C crc = new CRC32C();
  private long size;

  SummedOutput(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int value) throws IOException {
    out.write(value);
    crc.update(value);
    size++;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    crc.update(bytes, offset, length);
    size += length;
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  /** Of all bytes so far. */
  Checksum checksum() {
    return new Checksum(size, (int) crc.getValue());
  }
}
