package dev.visualsimilarity.emulator.state;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The file of everything that was appended. Numbers are little-endian:
 *
 * <pre>
 * 8 bytes  "VSEMUJNL"
 * int32    version, 2
 * then for each group of entries that were appended together, a header:
 * int32    length of the entries in bytes, above 0
 * int32    CRC-32C of the entries
 * int32    CRC-32C of the 8 bytes before
 * and the entries:
 * bytes    each entry a varint length and a google.protobuf.Any of that length
 * </pre>
 *
 * <p>Version 1 had one checksum, of the length and the entries, so that a damaged length could not
 * be told from a group that was cut off; it is not read. Not thread-safe.
 */
final class Journal implements Closeable {
  static final int VERSION = 2;
  static final int HEADER_BYTES = 12;
  static final int GROUP_HEADER_BYTES = 12;
  private static final int CHECKSUMMED_BYTES = 8;
  static final byte[] MAGIC = {'V', 'S', 'E', 'M', 'U', 'J', 'N', 'L'};

  private final Path path;

  /** Unlike a channel's, its writes do not end with the channel when a thread is interrupted. */
  private final RandomAccessFile file;

  private long end;
  private boolean broken;

  private Journal(Path path, RandomAccessFile file, long end) throws IOException {
    this.path = path;
    this.file = file;
    this.end = end;
    file.setLength(end);
    file.seek(end);
  }

  /** Begins an empty one, in place of any that is there; not forced to the disk. */
  static Journal create(Path path) throws IOException {
    Journal journal = new Journal(path, new RandomAccessFile(path.toFile(), "rw"), 0);
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    journal.write(header.put(MAGIC).putInt(VERSION).array());
    return journal;
  }

  /** Goes on after the last whole group, as {@link JournalReader} found it. */
  static Journal append(Path path, long end) throws IOException {
    return new Journal(path, new RandomAccessFile(path.toFile(), "rw"), end);
  }

  /** The size of the file. */
  long size() {
    return end;
  }

  /** Adds a group; it survives the process, and after {@link #force} the machine. */
  void add(List<? extends Message> entries) throws IOException {
    if (broken) {
      throw new IOException(path + " could not be written to before, and is left as it is");
    }
    write(group(entries));
  }

  /** Forces what was added to the disk. After a failure nobody knows what is there. */
  void force() throws IOException {
    broken = true;
    file.getFD().sync();
    broken = false;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /** A part of a group must not be followed by another one. */
  private void write(byte[] bytes) throws IOException {
    try {
      file.write(bytes);
      end += bytes.length;
    } catch (IOException e) {
      broken = true;
      file.setLength(end);
      file.seek(end);
      broken = false;
      throw e;
    }
  }

  /** The CRC-32C of some bytes. */
  static int checksum(byte[] bytes, int offset, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, offset, length);
    return (int) checksum.getValue();
  }

  /** The length that a group's header in some bytes says; 0 where no header is. */
  static int lengthOfGroup(byte[] bytes, int offset) {
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int length = header.getInt(offset);
    boolean right =
        length > 0
            && header.getInt(offset + CHECKSUMMED_BYTES)
                == checksum(bytes, offset, CHECKSUMMED_BYTES);
    return right ? length : 0;
  }

  private static byte[] group(List<? extends Message> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(new byte[GROUP_HEADER_BYTES]);
    for (Message entry : entries) {
      Any.pack(entry).writeDelimitedTo(bytes);
    }
    byte[] group = bytes.toByteArray();
    int length = group.length - GROUP_HEADER_BYTES;
    ByteBuffer header = ByteBuffer.wrap(group).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(length).putInt(checksum(group, GROUP_HEADER_BYTES, length));
    header.putInt(checksum(group, 0, CHECKSUMMED_BYTES));
    return group;
  }
}
