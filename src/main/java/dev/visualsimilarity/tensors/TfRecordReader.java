package dev.visualsimilarity.tensors;

import dev.visualsimilarity.storage.Checksum;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Reads the records of a TFRecord file and checks every sum. A record is either taken as a whole,
 * by {@link #next()}, or begun, read part by part into memory of the caller, and ended.
 */
public final class TfRecordReader implements Closeable {

  private final ReadableByteChannel in;
  private final int maxBytes;
  private final ByteBuffer frame =
      ByteBuffer.allocateDirect(TfRecord.HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private final CRC32C crc = new CRC32C();
  private int crcOfFile;
  private long offset;
  private long position;

  /**
   * Reads from {@code in}, and closes it in the end.
   *
   * @param maxBytes a longer record is refused before memory is taken for it
   */
  public TfRecordReader(InputStream in, int maxBytes) {
    this(Channels.newChannel(in), maxBytes);
  }

  /** As {@link #TfRecordReader(InputStream, int)}, from a channel that blocks. */
  public TfRecordReader(ReadableByteChannel in, int maxBytes) {
    this.in = in;
    this.maxBytes = maxBytes;
  }

  /**
   * The data of the next record; empty at the end of the file.
   *
   * @throws DamagedShardException if the file ends within a record or a sum is wrong, which the
   *     message says with the record's offset
   */
  public Optional<byte[]> next() throws IOException {
    int length = begin();
    if (length < 0) {
      return Optional.empty();
    }
    byte[] data = new byte[length];
    read(ByteBuffer.wrap(data));
    end();
    return Optional.of(data);
  }

  /** Begins the next record: the length of its data in bytes, or -1 at the end of the file. */
  int begin() throws IOException {
    offset = position;
    fill(frame.clear());
    if (frame.position() == 0) {
      return -1;
    }
    if (frame.hasRemaining()) {
      throw broken("the file ends within it");
    }
    addToFile(frame.flip());
    long length = frame.getLong(0);
    crc.reset();
    crc.update(frame.position(0).limit(Long.BYTES));
    checkSum(frame.limit(TfRecord.HEADER_BYTES).getInt(Long.BYTES));
    if (length < 0 || length > maxBytes) {
      throw broken("it has %d bytes, more than %d".formatted(length, maxBytes));
    }
    crc.reset();
    return (int) length;
  }

  /** Fills {@code target} up to its limit with the data of the record that was begun. */
  void read(ByteBuffer target) throws IOException {
    int from = target.position();
    fill(target);
    if (target.hasRemaining()) {
      throw broken("the file ends within it");
    }
    crc.update(target.position(from));
  }

  /** Ends a record, all of whose data was read. */
  void end() throws IOException {
    fill(frame.clear().limit(TfRecord.FOOTER_BYTES));
    if (frame.hasRemaining()) {
      throw broken("the file ends within it");
    }
    checkSum(frame.getInt(0));
    // Combined rather than computed: the data is not gone over twice.
    long length = position - TfRecord.FOOTER_BYTES - offset - TfRecord.HEADER_BYTES;
    crcOfFile = Crc32c.combine(crcOfFile, (int) crc.getValue(), length);
    addToFile(frame.flip());
  }

  /** Bytes read so far. */
  long bytes() {
    return position;
  }

  /** Of all bytes that were read, between records. */
  Checksum checksum() {
    return new Checksum(position, crcOfFile);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private void addToFile(ByteBuffer part) {
    crcOfFile = Crc32c.combine(crcOfFile, Crc32c.of(part), part.remaining());
  }

  private void fill(ByteBuffer target) throws IOException {
    int from = target.position();
    while (target.hasRemaining() && in.read(target) >= 0) {
      // Reads on; a channel may give less than it is asked for.
    }
    position += target.position() - from;
  }

  private void checkSum(int stored) throws IOException {
    if (TfRecord.masked((int) crc.getValue()) != stored) {
      throw broken("its CRC32C does not match");
    }
  }

  private DamagedShardException broken(String what) {
    return new DamagedShardException("TFRecord at byte %d is damaged: %s".formatted(offset, what));
  }
}
