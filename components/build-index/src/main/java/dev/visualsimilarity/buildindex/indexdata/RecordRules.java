package dev.visualsimilarity.buildindex.indexdata;

import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.datapoint.NumericRestrict;
import dev.visualsimilarity.datapoint.Restrict;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a record must keep beyond its format, by itself and with the others of its index. Safe for
 * use by several threads.
 */
final class RecordRules {

  private final int dimensions;
  private final boolean zeroVectorsAllowed;
  private final Map<String, Class<?>> numericTypes = new ConcurrentHashMap<>();

  /**
   * @param dimensions of every vector; 0 if not known
   * @param zeroVectorsAllowed false where vectors are divided by their length
   */
  RecordRules(int dimensions, boolean zeroVectorsAllowed) {
    this.dimensions = dimensions;
    this.zeroVectorsAllowed = zeroVectorsAllowed;
  }

  /** What is wrong with a record, if anything is. */
  Optional<String> broken(Datapoint datapoint) {
    float[] vector = datapoint.vector();
    if (dimensions > 0 && vector.length != dimensions) {
      return Optional.of(
          "the embedding has %d components, not %d".formatted(vector.length, dimensions));
    }
    return brokenComponents(vector)
        .or(() -> brokenRestricts(datapoint))
        .or(() -> brokenNumericRestricts(datapoint));
  }

  private Optional<String> brokenComponents(float[] vector) {
    boolean zero = true;
    for (int i = 0; i < vector.length; i++) {
      if (!Float.isFinite(vector[i])) {
        return Optional.of("component %d of the embedding is %s".formatted(i, vector[i]));
      }
      zero &= vector[i] == 0;
    }
    if (zero && !zeroVectorsAllowed) {
      return Optional.of("the embedding is zero, which has no direction to compare");
    }
    return Optional.empty();
  }

  private static Optional<String> brokenRestricts(Datapoint datapoint) {
    Set<String> namespaces = new HashSet<>();
    for (Restrict restrict : datapoint.attributes().restricts()) {
      if (!namespaces.add(restrict.namespace())) {
        return Optional.of("namespace '%s' is there twice".formatted(restrict.namespace()));
      }
    }
    return Optional.empty();
  }

  private Optional<String> brokenNumericRestricts(Datapoint datapoint) {
    Set<String> namespaces = new HashSet<>();
    for (NumericRestrict restrict : datapoint.attributes().numericRestricts()) {
      String namespace = restrict.namespace();
      if (!namespaces.add(namespace)) {
        return Optional.of("numeric namespace '%s' is there twice".formatted(namespace));
      }
      Class<?> type = restrict.value().getClass();
      Class<?> first = numericTypes.putIfAbsent(namespace, type);
      if (first != null && first != type) {
        return Optional.of(
            "numeric namespace '%s' is a %s here, a %s elsewhere"
                .formatted(namespace, type.getSimpleName(), first.getSimpleName()));
      }
    }
    return Optional.empty();
  }
}
