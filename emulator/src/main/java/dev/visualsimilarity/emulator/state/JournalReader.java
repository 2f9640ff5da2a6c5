package dev.visualsimilarity.emulator.state;

import com.google.common.primitives.Bytes;
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
import java.util.Optional;
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
   * @return where the last whole group ends; what follows was cut off, see {@link JournalTail}
   * @throws StateException if the file is of another version, or damaged
   */
  long read(Consumer<Any> entries) throws IOException {
    long size = Files.size(path);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16)) {
      readHeader(in);
      long position = Journal.HEADER_BYTES;
      while (position < size) {
        Optional<byte[]> group = next(in, position, size - position);
        if (group.isEmpty()) {
          return position;
        }
        readGroup(group.get(), entries);
        position += Journal.GROUP_HEADER_BYTES + group.get().length;
      }
      return position;
    }
  }

  /** The entries of the group that begins at a position; empty if it was cut off. */
  private Optional<byte[]> next(InputStream in, long position, long left) throws IOException {
    byte[] header = in.readNBytes(Journal.GROUP_HEADER_BYTES);
    if (header.length < Journal.GROUP_HEADER_BYTES) {
      return Optional.empty();
    }
    int length = Journal.lengthOfGroup(header, 0);
    if (length == 0) {
      requireCutOff(header, in.readAllBytes(), position);
      return Optional.empty();
    }
    byte[] entries = in.readNBytes(length);
    if (entries.length < length) {
      return Optional.empty();
    }
    if (Journal.checksum(entries, 0, length) == ints(header).getInt(Integer.BYTES)) {
      return Optional.of(entries);
    }
    if (left - header.length > length) {
      throw damaged(position);
    }
    requireCutOff(header, entries, position);
    return Optional.empty();
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

  private void requireCutOff(byte[] header, byte[] rest, long position) throws StateException {
    if (!new JournalTail(Bytes.concat(header, rest), position).wasCutOff()) {
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
