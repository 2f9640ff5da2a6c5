package dev.visualsimilarity.emulator.state;

import com.google.protobuf.Any;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;

/** Reads a {@link Journal}. */
final class JournalReader {
  private final Path path;

  JournalReader(Path path) {
    this.path = path;
  }

  /**
   * Gives every entry, in order.
   *
   * @return where the last whole group ends
   * @throws StateException if the file is of another version, or damaged before its end
   */
  long read(Consumer<Any> entries) throws IOException {
    long size = Files.size(path);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16)) {
      readHeader(in);
      long position = Journal.HEADER_BYTES;
      while (size - position >= Journal.GROUP_HEADER_BYTES) {
        ByteBuffer header = ints(in.readNBytes(Journal.GROUP_HEADER_BYTES));
        int length = header.getInt();
        int checksum = header.getInt();
        long left = size - position - Journal.GROUP_HEADER_BYTES;
        if (length <= 0 || length > left) {
          requireCutOff(length, checksum, in, position);
          return position;
        }
        byte[] group = in.readNBytes(length);
        if (Journal.checksum(length, group, 0) != checksum) {
          if (length == left) {
            return position;
          }
          throw damaged(position);
        }
        readGroup(group, entries);
        position += Journal.GROUP_HEADER_BYTES + length;
      }
      return position;
    }
  }

  private void readHeader(InputStream in) throws IOException {
    byte[] header = in.readNBytes(Journal.HEADER_BYTES);
    int magic = Journal.MAGIC.length;
    if (header.length < Journal.HEADER_BYTES
        || !Arrays.equals(Arrays.copyOf(header, magic), Journal.MAGIC)) {
      throw new StateException("%s is not a journal of this emulator".formatted(path));
    }
    int version = ints(header).getInt(magic);
    if (version != Journal.VERSION) {
      throw new StateException(
          "%s has version %d, and this emulator reads version %d; use the emulator that wrote it, or another --data-dir"
              .formatted(path, version, Journal.VERSION));
    }
  }

  /** A group longer than the file, or zeros to its end, is one that was being written. */
  private void requireCutOff(int length, int checksum, InputStream in, long position)
      throws IOException {
    if (length > 0) {
      return;
    }
    boolean zeros = length == 0 && checksum == 0;
    for (int next = in.read(); next >= 0 && zeros; next = in.read()) {
      zeros = next == 0;
    }
    if (!zeros) {
      throw damaged(position);
    }
  }

  private static void readGroup(byte[] group, Consumer<Any> entries) throws IOException {
    ByteArrayInputStream in = new ByteArrayInputStream(group);
    for (Any entry = Any.parseDelimitedFrom(in);
        entry != null;
        entry = Any.parseDelimitedFrom(in)) {
      entries.accept(entry);
    }
  }

  private StateException damaged(long position) {
    return new StateException(
        "%s is damaged at byte %d; restore it from a backup, or use another --data-dir"
            .formatted(path, position));
  }

  private static ByteBuffer ints(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
