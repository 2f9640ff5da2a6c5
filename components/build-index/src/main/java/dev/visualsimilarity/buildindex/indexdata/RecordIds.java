package dev.visualsimilarity.buildindex.indexdata;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The ids seen so far and where, packed into 64 bits each. Safe for use by several threads. */
final class RecordIds {

  private static final int LINE_BITS = 48;
  private static final long LINE_MASK = (1L << LINE_BITS) - 1;

  private final Map<String, Long> places = new ConcurrentHashMap<>();

  /**
   * A record's place.
   *
   * @param file its number among the data files
   * @param line counted from 1
   */
  record Place(int file, long line) implements Comparable<Place> {

    @Override
    public int compareTo(Place other) {
      return Long.compare(packed(this), packed(other));
    }
  }

  /**
   * An id that is there again.
   *
   * @param first the earlier place
   * @param again the later one, whichever of them was read first
   */
  record Repeat(Place first, Place again) {}

  /** Adds an id; if it was there before, says where the two are. */
  Optional<Repeat> add(String id, Place place) {
    Long added = packed(place);
    while (true) {
      Long before = places.putIfAbsent(id, added);
      if (before == null) {
        return Optional.empty();
      }
      if (before < added) {
        return Optional.of(new Repeat(place(before), place));
      }
      if (places.replace(id, before, added)) {
        return Optional.of(new Repeat(place, place(before)));
      }
    }
  }

  /** Where an id is, if it was added. */
  Optional<Place> find(String id) {
    return Optional.ofNullable(places.get(id)).map(RecordIds::place);
  }

  private static long packed(Place place) {
    return ((long) place.file() << LINE_BITS) | place.line();
  }

  private static Place place(long packed) {
    return new Place((int) (packed >>> LINE_BITS), packed & LINE_MASK);
  }
}
