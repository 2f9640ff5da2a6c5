package dev.visualsimilarity.emulator.state;

/**
 * What is in a journal from where the last whole group ends. Groups go to the disk one by one, so
 * the last one alone can be cut off, and nobody was told of it: the process died, and the file ends
 * within the group, or the machine died, and the file has the group's length but zeros in blocks
 * that were not written yet, in any order. Anything else is damage: to the last group, or before
 * others.
 */
final class JournalTail {
  /** The least that disks write as one. */
  private static final int BLOCK_BYTES = 512;

  private final byte[] bytes;
  private final long position;

  /** Takes all bytes from a position of the file on, which are a group's header at least. */
  JournalTail(byte[] bytes, long position) {
    this.bytes = bytes;
    this.position = position;
  }

  /** Whether this is a group of which the machine did not write everything. */
  boolean wasCutOff() {
    return hasUnwrittenBlock() && !hasLaterGroup();
  }

  private boolean hasUnwrittenBlock() {
    int from = 0;
    while (from < bytes.length) {
      int inBlock = (int) ((position + from) % BLOCK_BYTES);
      int to = Math.min(bytes.length, from + BLOCK_BYTES - inBlock);
      if (isZeros(from, to)) {
        return true;
      }
      from = to;
    }
    return false;
  }

  private boolean isZeros(int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private boolean hasLaterGroup() {
    int last = bytes.length - Journal.GROUP_HEADER_BYTES;
    for (int offset = 1; offset < last; offset++) {
      if (Journal.lengthOfGroup(bytes, offset) > 0) {
        return true;
      }
    }
    return false;
  }
}
