package dev.visualsimilarity.tensors;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.zip.CRC32C;

/** Reads the records of a TFRecord file and checks every sum. */
public final class TfRecordReader implements Closeable {

  private final InputStream in;
  private final int maxBytes;
  private long offset;

  /**
   * Reads from {@code in}, and closes it in the end.
   *
   * @param maxBytes a longer record is refused before memory is taken for it
   */
  public TfRecordReader(InputStream in, int maxBytes) {
    this.in = in;
    this.maxBytes = maxBytes;
  }

  /**
   * The data of the next record; empty at the end of the file.
   *
   * @throws IOException also if the file ends within a record or a sum is wrong, which the message
   *     says with the record's offset
   */
  public Optional<byte[]> next() throws IOException {
    byte[] header = in.readNBytes(TfRecord.HEADER_BYTES);
    if (header.length == 0) {
      return Optional.empty();
    }
    if (header.length < TfRecord.HEADER_BYTES) {
      throw broken("the file ends within it");
    }
    ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    long length = fields.getLong();
    checkSum(header, Long.BYTES, fields.getInt());
    if (length < 0 || length > maxBytes) {
      throw broken("it has %d bytes, more than %d".formatted(length, maxBytes));
    }
    byte[] data = new byte[(int) length];
    byte[] footer = new byte[TfRecord.FOOTER_BYTES];
    if (in.readNBytes(data, 0, data.length) < data.length
        || in.readNBytes(footer, 0, footer.length) < footer.length) {
      throw broken("the file ends within it");
    }
    checkSum(data, data.length, ByteBuffer.wrap(footer).order(ByteOrder.LITTLE_ENDIAN).getInt());
    offset += TfRecord.HEADER_BYTES + length + TfRecord.FOOTER_BYTES;
    return Optional.of(data);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private void checkSum(byte[] bytes, int length, int stored) throws IOException {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    if (TfRecord.masked(crc) != stored) {
      throw broken("its CRC32C does not match");
    }
  }

  private IOException broken(String what) {
    return new IOException("TFRecord at byte %d is damaged: %s".formatted(offset, what));
  }
}
