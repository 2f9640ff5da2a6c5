package dev.visualsimilarity.digest;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A set of digests of 128 bits: what it was made of is not kept. Takes 22 to 64 bytes a digest (64
 * only while it grows), no objects. Not thread safe.
 */
public final class DigestSet {

  /** Bytes of a digest: 128 bits of SHA-256, so that no two contents have the same by chance. */
  public static final int BYTES = 16;

  private static final int FIRST_SLOTS = 1 << 10;
  private static final double MAX_LOAD = 0.75;

  /** Two numbers a slot, both 0 where it is free. */
  private long[] slots = new long[2 * FIRST_SLOTS];

  private int size;

  /** The digest of a content. */
  public static byte[] digest(byte[] content) {
    return Arrays.copyOf(Sha256.create().digest(content), BYTES);
  }

  /**
   * Adds the next digest of a buffer.
   *
   * @return whether it was not in the set
   */
  public boolean add(ByteBuffer digests) {
    return add(digests.getLong(), digests.getLong());
  }

  /** How many different digests were added. */
  public int size() {
    return size;
  }

  private boolean add(long first, long second) {
    if (size >= MAX_LOAD * slots.length / 2) {
      long[] old = slots;
      slots = new long[Math.multiplyExact(2, old.length)];
      size = 0;
      for (int i = 0; i < old.length; i += 2) {
        if (old[i] != 0 || old[i + 1] != 0) {
          insert(old[i], old[i + 1]);
        }
      }
    }
    return insert(first, second);
  }

  private boolean insert(long first, long second) {
    int mask = slots.length / 2 - 1;
    int slot = (int) first & mask;
    while (slots[2 * slot] != 0 || slots[2 * slot + 1] != 0) {
      if (slots[2 * slot] == first && slots[2 * slot + 1] == second) {
        return false;
      }
      slot = (slot + 1) & mask;
    }
    slots[2 * slot] = first;
    slots[2 * slot + 1] = second;
    size++;
    return true;
  }
}
