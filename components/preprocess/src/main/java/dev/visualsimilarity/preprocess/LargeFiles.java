package dev.visualsimilarity.preprocess;

import dev.visualsimilarity.preprocess.image.ImageReader;
import java.util.concurrent.Semaphore;

/**
 * Bounds the memory of the large image files that are under way, those of {@link
 * ImageReader#SMALL_BYTES} and more: all of them together have {@value #BYTES} bytes at most. The
 * small ones are bounded by their number. Thread safe.
 */
final class LargeFiles {

  private static final int BYTES = 4 * ImageReader.MAX_BYTES;

  private final Semaphore bytes = new Semaphore(BYTES, true);

  /** Memory of one file; none until it turns out to be large. For one thread at a time. */
  final class Share implements Runnable, AutoCloseable {

    private int held;

    /** Waits until there is memory for a file of any allowed size. */
    @Override
    public void run() {
      try {
        bytes.acquire(ImageReader.MAX_BYTES);
        held = ImageReader.MAX_BYTES;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for memory", e);
      }
    }

    /** Whether the file is large. */
    boolean isLarge() {
      return held > 0;
    }

    /** Gives back what the file, which is read now, does not take. */
    void shrink(int size) {
      if (isLarge()) {
        bytes.release(held - size);
        held = size;
      }
    }

    /** Gives all back. */
    @Override
    public void close() {
      bytes.release(held);
      held = 0;
    }
  }
}
