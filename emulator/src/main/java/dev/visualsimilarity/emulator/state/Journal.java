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
 * int32    version, 1
 * then for each group of entries that were appended together:
 * int32    length of the entries in bytes
 * int32    CRC-32C of the length and the entries
 * entries  each a varint length and a google.protobuf.Any of that length
 * </pre>
 *
 * <p>The last group may be cut off, or be zeros, where the machine or the process died in the
 * middle of it: nobody was told that it is there, and it is dropped. Not thread-safe.
 */
final class Journal implements Closeable {
  static final int VERSION = 1;
  static final int HEADER_BYTES = 12;
  static final int GROUP_HEADER_BYTES = 8;
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

  static int checksum(int length, byte[] entries, int offset) {
    CRC32C checksum = new CRC32C();
    checksum.update(
        ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(0, length));
    checksum.update(entries, offset, length);
    return (int) checksum.getValue();
  }

  private static byte[] group(List<? extends Message> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(new byte[GROUP_HEADER_BYTES]);
    for (Message entry : entries) {
      Any.pack(entry).writeDelimitedTo(bytes);
    }
    byte[] group = bytes.toByteArray();
    int length = group.length - GROUP_HEADER_BYTES;
    ByteBuffer.wrap(group)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(length)
        .putInt(checksum(length, group, GROUP_HEADER_BYTES));
    return group;
  }
}
