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
  record Place(int file, long line) {}

  /** Adds an id; if it was there before, says where. */
  Optional<Place> add(String id, int file, long line) {
    Long before = places.putIfAbsent(id, ((long) file << LINE_BITS) | line);
    return Optional.ofNullable(before).map(RecordIds::place);
  }

  /** Where an id is, if it was added. */
  Optional<Place> find(String id) {
    return Optional.ofNullable(places.get(id)).map(RecordIds::place);
  }

  private static Place place(long packed) {
    return new Place((int) (packed >>> LINE_BITS), packed & LINE_MASK);
  }
}
