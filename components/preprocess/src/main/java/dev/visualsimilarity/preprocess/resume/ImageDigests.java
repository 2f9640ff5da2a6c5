package dev.visualsimilarity.preprocess.resume;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/**
 * A set of digests of images, which tells how many images are exact duplicates of others. Takes 22
 * to 64 bytes a distinct image (64 only while it grows), no objects. Not thread safe.
 */
public final class ImageDigests {

  /** Bytes of a digest: 128 bits of SHA-256, so that no two images have the same by chance. */
  public static final int BYTES = 16;

  private static final int FIRST_SLOTS = 1 << 10;
  private static final double MAX_LOAD = 0.75;

  /** Two numbers a slot, both 0 where it is free. */
  private long[] slots = new long[2 * FIRST_SLOTS];

  private int size;

  /** The digest of an image's bytes. */
  public static byte[] digest(byte[] image) {
    return Arrays.copyOf(InputFingerprint.sha256().digest(image), BYTES);
  }

  /** Adds the digests of a shard's images. */
  public void addAll(ShardRecord shard) {
    ByteBuffer numbers = ByteBuffer.wrap(Base64.getDecoder().decode(shard.imageDigests()));
    while (numbers.hasRemaining()) {
      add(numbers.getLong(), numbers.getLong());
    }
  }

  /** How many different digests were added. */
  public int size() {
    return size;
  }

  private void add(long first, long second) {
    int capacity = slots.length / 2;
    if (size >= MAX_LOAD * capacity) {
      long[] old = slots;
      slots = new long[Math.multiplyExact(2, old.length)];
      size = 0;
      for (int i = 0; i < old.length; i += 2) {
        if (old[i] != 0 || old[i + 1] != 0) {
          insert(old[i], old[i + 1]);
        }
      }
    }
    insert(first, second);
  }

  private void insert(long first, long second) {
    int mask = slots.length / 2 - 1;
    int slot = (int) first & mask;
    while (slots[2 * slot] != 0 || slots[2 * slot + 1] != 0) {
      if (slots[2 * slot] == first && slots[2 * slot + 1] == second) {
        return;
      }
      slot = (slot + 1) & mask;
    }
    slots[2 * slot] = first;
    slots[2 * slot + 1] = second;
    size++;
  }
}
