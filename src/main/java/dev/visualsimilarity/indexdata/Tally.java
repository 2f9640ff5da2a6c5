package dev.visualsimilarity.indexdata;

import dev.visualsimilarity.datapoint.Attributes;
import dev.visualsimilarity.datapoint.NumericRestrict;
import dev.visualsimilarity.datapoint.Restrict;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What the good records hold. Each thread has its own; not thread-safe. */
final class Tally {

  private final Map<String, Long> restricts = new TreeMap<>();
  private final Map<String, Map<String, NumericUse>> numerics = new TreeMap<>();
  private long records;
  private long crowdingTags;

  /**
   * How often a numeric namespace is used with one type.
   *
   * @param type such as {@code value_int}
   * @param first the earliest record's
   * @param finding what to tell if the type is not the namespace's, but for its message
   */
  record NumericUse(String type, long count, Place first, Finding finding) {

    NumericUse plus(NumericUse other) {
      NumericUse earlier = first.compareTo(other.first) <= 0 ? this : other;
      return new NumericUse(type, count + other.count, earlier.first, earlier.finding);
    }
  }

  /**
   * Counts a record.
   *
   * @param finding of this record, made only if needed
   */
  void add(Attributes attributes, Place place, Supplier<Finding> finding) {
    records++;
    for (Restrict restrict : attributes.restricts()) {
      restricts.merge(restrict.namespace(), 1L, Long::sum);
    }
    for (NumericRestrict restrict : attributes.numericRestricts()) {
      Map<String, NumericUse> uses =
          numerics.computeIfAbsent(restrict.namespace(), name -> new TreeMap<>());
      String type = type(restrict.value());
      NumericUse use = uses.get(type);
      uses.put(
          type,
          use == null || place.compareTo(use.first) < 0
              ? new NumericUse(type, use == null ? 1 : use.count + 1, place, finding.get())
              : new NumericUse(type, use.count + 1, use.first, use.finding));
    }
    crowdingTags += attributes.crowdingTag().isPresent() ? 1 : 0;
  }

  /** Adds what another thread counted. */
  void add(Tally other) {
    records += other.records;
    crowdingTags += other.crowdingTags;
    other.restricts.forEach((name, count) -> restricts.merge(name, count, Long::sum));
    other.numerics.forEach(
        (name, uses) ->
            uses.forEach(
                (type, use) ->
                    numerics
                        .computeIfAbsent(name, key -> new TreeMap<>())
                        .merge(type, use, NumericUse::plus)));
  }

  long records() {
    return records;
  }

  long crowdingTags() {
    return crowdingTags;
  }

  /** How many records have each namespace. */
  Map<String, Long> restricts() {
    return restricts;
  }

  /** The uses of each numeric namespace, by type. */
  Map<String, Map<String, NumericUse>> numerics() {
    return numerics;
  }

  private static String type(Number value) {
    return value instanceof Long
        ? "value_int"
        : value instanceof Float ? "value_float" : "value_double";
  }
}
