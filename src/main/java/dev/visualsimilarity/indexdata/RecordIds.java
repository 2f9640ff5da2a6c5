package dev.visualsimilarity.indexdata;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/**
 * The ids seen so far and where. Of an id, 128 bits of its SHA-256 are kept: 40 to 80 bytes an id
 * whatever its length, and two ids that are taken for one are less likely than a fault of the
 * machine. Safe for use by several threads.
 */
final class RecordIds {

  private static final int STRIPES = 64;

  private final IdTable[] stripes = new IdTable[STRIPES];

  /**
   * An id that is there again.
   *
   * @param first the earlier place
   * @param again the later one, whichever of them was read first
   */
  record Repeat(Place first, Place again) {}

  RecordIds() {
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new IdTable();
    }
  }

  /** Adds an id; if it was there before, says where the two are. */
  Optional<Repeat> add(String id, Place place) {
    ByteBuffer hash = hash(id);
    long high = hash.getLong();
    long low = hash.getLong();
    long added = place.packed();
    long before = stripe(high).putEarliest(high, low, added);
    if (before < 0) {
      return Optional.empty();
    }
    Place other = Place.unpacked(before);
    return Optional.of(before < added ? new Repeat(other, place) : new Repeat(place, other));
  }

  /** Where an id is, if it was added: the earliest of its places. */
  Optional<Place> find(String id) {
    ByteBuffer hash = hash(id);
    long high = hash.getLong();
    long place = stripe(high).get(high, hash.getLong());
    return place < 0 ? Optional.empty() : Optional.of(Place.unpacked(place));
  }

  private IdTable stripe(long high) {
    return stripes[(int) (high >>> 58)];
  }

  private static ByteBuffer hash(String id) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return ByteBuffer.wrap(digest.digest(id.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
