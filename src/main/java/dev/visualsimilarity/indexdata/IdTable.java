package dev.visualsimilarity.indexdata;

import java.util.Arrays;

/**
 * Places by the hash of an id: open addressing, three longs a slot (hash, hash, place).
 * Thread-safe.
 */
final class IdTable {

  private static final int WIDTH = 3;
  private static final int FIRST_SLOTS = 64;
  private static final double MAX_LOAD = 0.6;
  private static final long EMPTY = -1;

  private long[] slots = empty(FIRST_SLOTS);
  private int size;

  /** Keeps the smaller of a known place and this one; returns the known one, or -1. */
  synchronized long putEarliest(long high, long low, long place) {
    int at = find(slots, high, low);
    long before = slots[at + 2];
    if (before != EMPTY) {
      slots[at + 2] = Math.min(before, place);
      return before;
    }
    put(slots, at, high, low, place);
    size++;
    if (size > MAX_LOAD * slots.length / WIDTH) {
      grow();
    }
    return EMPTY;
  }

  /** The place, or -1. */
  synchronized long get(long high, long low) {
    return slots[find(slots, high, low) + 2];
  }

  private void grow() {
    // Twice the longs must be an int: 400 million ids in a table, 64 tables.
    long[] larger = empty(Math.multiplyExact(2, slots.length / WIDTH));
    for (int at = 0; at < slots.length; at += WIDTH) {
      if (slots[at + 2] != EMPTY) {
        int to = find(larger, slots[at], slots[at + 1]);
        put(larger, to, slots[at], slots[at + 1], slots[at + 2]);
      }
    }
    slots = larger;
  }

  private static int find(long[] slots, long high, long low) {
    int mask = slots.length / WIDTH - 1;
    int slot = (int) low & mask;
    while (true) {
      int at = slot * WIDTH;
      if (slots[at + 2] == EMPTY || (slots[at] == high && slots[at + 1] == low)) {
        return at;
      }
      slot = (slot + 1) & mask;
    }
  }

  private static void put(long[] slots, int at, long high, long low, long place) {
    slots[at] = high;
    slots[at + 1] = low;
    slots[at + 2] = place;
  }

  private static long[] empty(int slots) {
    long[] longs = new long[Math.multiplyExact(slots, WIDTH)];
    Arrays.fill(longs, EMPTY);
    return longs;
  }
}
