package dev.visualsimilarity.indexdata;

import dev.visualsimilarity.datapoint.RecordErrorType;
import dev.visualsimilarity.indexdata.Tally.NumericUse;
import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** The type of each numeric namespace: the index takes one, for all its records. */
final class NumericTypes {

  private NumericTypes() {}

  /**
   * The type that most records use, or the first of equals, by namespace. Each other type is a
   * mistake, told once, where it is first used.
   */
  static Map<String, String> of(Map<String, Map<String, NumericUse>> numerics, Findings findings)
      throws IOException {
    Map<String, String> types = new TreeMap<>();
    for (Map.Entry<String, Map<String, NumericUse>> namespace : numerics.entrySet()) {
      Collection<NumericUse> uses = namespace.getValue().values();
      NumericUse most =
          uses.stream()
              .min(
                  Comparator.comparing(NumericUse::count, Comparator.reverseOrder())
                      .thenComparing(NumericUse::first))
              .orElseThrow();
      types.put(namespace.getKey(), most.type());
      for (NumericUse use : uses) {
        if (!use.type().equals(most.type())) {
          findings.add(use.first(), finding(namespace.getKey(), use, most));
        }
      }
    }
    return types;
  }

  private static Finding finding(String namespace, NumericUse use, NumericUse most) {
    Finding first = use.finding();
    return new Finding(
        first.file(),
        first.line(),
        first.id(),
        RecordErrorType.INVALID_NUMERIC_VALUE.name(),
        "numeric namespace '%s' is %s in %d records, of which this is the first, and %s in %d, the first at %s:%d; a namespace has one type"
            .formatted(
                namespace,
                use.type(),
                use.count(),
                most.type(),
                most.count(),
                most.finding().file(),
                most.finding().line()),
        first.record());
  }
}
