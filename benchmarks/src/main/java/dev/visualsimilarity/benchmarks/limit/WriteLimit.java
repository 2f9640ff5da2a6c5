package dev.visualsimilarity.benchmarks.limit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;

/**
 * The rate of a plain sequential write to a disk, from native memory to one file. As the components
 * do, it leaves it to the system when the bytes reach the disk.
 */
public final class WriteLimit {

  private static final int BLOCK_BYTES = 1 << 20;

  private WriteLimit() {}

  /**
   * Writes one file, and removes it.
   *
   * @param folder on the disk
   * @param bytes of the file
   * @param images that these are
   */
  public static Rate measure(Path folder, long bytes, long images) throws IOException {
    ByteBuffer block = block();
    Path file = folder.resolve("write.bin");
    try {
      return Rate.<IOException>of(
          () -> {
            write(file, block, bytes);
            return images;
          });
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static void write(Path file, ByteBuffer block, long bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (long left = bytes; left > 0; ) {
        block.clear().limit((int) Math.min(left, BLOCK_BYTES));
        while (block.hasRemaining()) {
          left -= channel.write(block);
        }
      }
    }
  }

  private static ByteBuffer block() {
    byte[] noise = new byte[BLOCK_BYTES];
    new SplittableRandom(1).nextBytes(noise);
    return ByteBuffer.allocateDirect(BLOCK_BYTES).put(noise);
  }
}
