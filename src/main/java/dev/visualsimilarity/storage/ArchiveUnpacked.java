package dev.visualsimilarity.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A compressed tar, which has no places to jump to, unpacked into a temporary file of this machine.
 * The file has no name while it is in use and goes with the process, however that ends.
 */
final class ArchiveUnpacked implements ArchiveBytes {

  private static final int BUFFER_BYTES = 1 << 20;
  private static final long SPARE_BYTES = 1L << 28;

  private final FileChannel file;
  private final long size;

  private ArchiveUnpacked(FileChannel file, long size) {
    this.file = file;
    this.size = size;
  }

  /**
   * Reads a stream to its end.
   *
   * @param uri for messages
   * @throws IOException if the disk has not enough room, or the stream breaks
   */
  static ArchiveUnpacked unpack(InputStream in, StorageUri uri) throws IOException {
    Path path = Files.createTempFile("visual-similarity-", ".tar");
    FileStore disk = Files.getFileStore(path.getParent());
    FileChannel file =
        FileChannel.open(
            path,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    try {
      byte[] buffer = new byte[BUFFER_BYTES];
      long size = 0;
      for (int count = in.readNBytes(buffer, 0, BUFFER_BYTES);
          count > 0;
          count = in.readNBytes(buffer, 0, BUFFER_BYTES)) {
        if (disk.getUsableSpace() < SPARE_BYTES) {
          throw new IOException(
              "%s unpacks to more than %d bytes, for which %s has no room; give a .tar or .zip, which are read in place, or set java.io.tmpdir"
                  .formatted(uri, size, path.getParent()));
        }
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
        while (bytes.hasRemaining()) {
          size += file.write(bytes);
        }
      }
      return new ArchiveUnpacked(file, size);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public InputStream read(long offset, long length) {
    return new BoundedInputStream(new PositionedStream(file, offset), length);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /** Reads a channel without moving its position, which several threads share. */
  private static final class PositionedStream extends InputStream {
    private final FileChannel file;
    private long position;

    PositionedStream(FileChannel file, long position) {
      this.file = file;
      this.position = position;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = file.read(ByteBuffer.wrap(buffer, offset, length), position);
      position += Math.max(0, count);
      return count;
    }

    @Override
    public long skip(long bytes) throws IOException {
      long skipped = Math.max(0, Math.min(bytes, file.size() - position));
      position += skipped;
      return skipped;
    }
  }
}
