package dev.visualsimilarity.indexdata;

/**
 * Where something is in index data, in 61 bits.
 *
 * @param file its number: data files first, then files of deletions
 * @param line counted from 1; 0: the whole file
 */
record Place(int file, long line) implements Comparable<Place> {

  private static final int LINE_BITS = 48;
  private static final long LINE_MASK = (1L << LINE_BITS) - 1;

  static Place unpacked(long packed) {
    return new Place((int) (packed >>> LINE_BITS), packed & LINE_MASK);
  }

  /** In the order of places; not negative. */
  long packed() {
    return ((long) file << LINE_BITS) | line;
  }

  @Override
  public int compareTo(Place other) {
    return Long.compare(packed(), other.packed());
  }
}
