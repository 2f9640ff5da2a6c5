package dev.visualsimilarity.emulator.engine.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * A file whose checksum was found right. It is not open: parts of its payload are mapped or read on
 * demand, and a mapping lasts until nothing refers to it. The file may be renamed or (but on
 * Windows) deleted meanwhile; it must not be written to.
 */
public final class IndexFile {
  private static final int BUFFER_SIZE = 1 << 20;

  private final Path path;
  private final Header header;

  private IndexFile(Path path, Header header) {
    this.path = path;
    this.header = header;
  }

  /**
   * Reads and checks all of a file.
   *
   * @throws IndexFileException if it is not a file of this kind and version, or damaged
   */
  public static IndexFile check(Path path, String kind) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      ByteBuffer buffer = ByteBuffer.allocate(Header.SIZE);
      if (!fill(channel, buffer)) {
        throw IndexFileException.damaged(path, "it ends within its header");
      }
      Header header = Header.parse(buffer, kind, path);
      long length = channel.size() - Header.SIZE;
      if (length != header.length()) {
        throw IndexFileException.damaged(
            path, "it has %d bytes instead of %d".formatted(length, header.length()));
      }
      if (checksum(channel) != header.checksum()) {
        throw IndexFileException.damaged(
            path, "it does not have the checksum that its header says");
      }
      return new IndexFile(path, header);
    }
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** The CRC-32C of the payload. */
  public int checksum() {
    return header.checksum();
  }

  /** Refuses a payload of another length. */
  public void requireLength(long length) throws IndexFileException {
    if (header.length() != length) {
      throw IndexFileException.damaged(
          path, "it has %d bytes of data instead of %d".formatted(header.length(), length));
    }
  }

  /** A part of the payload, little-endian, 2 GiB at most. */
  public ByteBuffer map(long offset, long length) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return channel
          .map(MapMode.READ_ONLY, Header.SIZE + offset, length)
          .order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  /** Reads the payload from its beginning. */
  public PayloadReader read() throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    channel.position(Header.SIZE);
    return new PayloadReader(path, channel, header.length());
  }

  private static int checksum(FileChannel channel) throws IOException {
    CRC32C checksum = new CRC32C();
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_SIZE);
    for (boolean more = true; more; ) {
      more = fill(channel, buffer.clear());
      checksum.update(buffer.flip());
    }
    return (int) checksum.getValue();
  }

  /** Whether the file had as many bytes as there was room for. */
  static boolean fill(FileChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        return false;
      }
    }
    return true;
  }
}
