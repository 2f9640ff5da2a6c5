package dev.visualsimilarity.emulator.service;

import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.datapoint.NumericRestrict;
import java.util.HashMap;
import java.util.Map;

/** The types of an index's numbers: one (Long, Float or Double) a namespace. Not thread-safe. */
final class NumericTypes {
  private final Map<String, Class<? extends Number>> types;

  NumericTypes(Map<String, Class<? extends Number>> known) {
    this.types = new HashMap<>(known);
  }

  /** Refuses a datapoint of another type, and learns the types of new namespaces. */
  void add(Datapoint datapoint) {
    for (NumericRestrict restrict : datapoint.attributes().numericRestricts()) {
      Class<? extends Number> type = restrict.value().getClass();
      Class<? extends Number> known = types.putIfAbsent(restrict.namespace(), type);
      if (known != null && known != type) {
        throw ApiErrors.invalidArgument(
            "datapoint %s: numeric restrict %s has type %s here and %s elsewhere; a namespace has one type",
            datapoint.id(), restrict.namespace(), type.getSimpleName(), known.getSimpleName());
      }
    }
  }

  /** Refuses a batch of other types than those of datapoints that came while it was read. */
  void requireSame(Map<String, Class<? extends Number>> typesOfBatch) {
    typesOfBatch.forEach(
        (namespace, type) -> {
          Class<? extends Number> known = types.getOrDefault(namespace, type);
          if (known != type) {
            throw ApiErrors.failedPrecondition(
                "numeric restrict %s has type %s in the batch and %s in datapoints that came while it was read; a namespace has one type",
                namespace, type.getSimpleName(), known.getSimpleName());
          }
        });
  }
}
