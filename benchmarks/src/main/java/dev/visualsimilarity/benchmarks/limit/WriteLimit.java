package dev.visualsimilarity.benchmarks.limit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;

/**
 * The rate of a plain sequential write to a disk: as many bytes as a shard has, in one file after
 * the other, from native memory. As the components do, it leaves it to the system when the bytes
 * reach the disk.
 */
public final class WriteLimit {

  private static final int BLOCK_BYTES = 1 << 20;
  private static final double NANOS = 1e9;

  private WriteLimit() {}

  /**
   * Writes, and removes what was written.
   *
   * @param folder on the disk
   * @param bytes of all files together
   * @param fileBytes of a file
   * @return seconds
   */
  public static double seconds(Path folder, long bytes, long fileBytes) throws IOException {
    ByteBuffer block = block();
    Path files = Files.createTempDirectory(folder, "write");
    long start = System.nanoTime();
    int count = 0;
    for (long left = bytes; left > 0; left -= fileBytes) {
      write(files.resolve("part-" + count), block, Math.min(left, fileBytes));
      count++;
    }
    double seconds = (System.nanoTime() - start) / NANOS;
    for (int i = 0; i < count; i++) {
      Files.delete(files.resolve("part-" + i));
    }
    Files.delete(files);
    return seconds;
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
