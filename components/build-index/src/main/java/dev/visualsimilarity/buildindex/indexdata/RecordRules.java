package dev.visualsimilarity.buildindex.indexdata;

import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.datapoint.NumericRestrict;
import dev.visualsimilarity.datapoint.RecordErrorType;
import dev.visualsimilarity.datapoint.RecordException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a record must keep beyond its format: what depends on the settings of the index and on its
 * other records. Safe for use by several threads.
 */
final class RecordRules {

  private final boolean zeroVectorsAllowed;
  private final Map<String, Class<?>> numericTypes = new ConcurrentHashMap<>();

  /**
   * @param zeroVectorsAllowed false where vectors are divided by their length
   */
  RecordRules(boolean zeroVectorsAllowed) {
    this.zeroVectorsAllowed = zeroVectorsAllowed;
  }

  /**
   * What is wrong with a record for which the service has no type of error, if anything is.
   *
   * @throws RecordException if there is such a type
   */
  Optional<String> broken(Datapoint datapoint) throws RecordException {
    if (!zeroVectorsAllowed && isZero(datapoint.vector())) {
      return Optional.of("the embedding is zero, which has no direction to compare");
    }
    for (NumericRestrict restrict : datapoint.attributes().numericRestricts()) {
      requireOneType(datapoint.id(), restrict);
    }
    return Optional.empty();
  }

  private static boolean isZero(float[] vector) {
    for (float component : vector) {
      if (component != 0) {
        return false;
      }
    }
    return true;
  }

  private void requireOneType(String id, NumericRestrict restrict) throws RecordException {
    Class<?> type = restrict.value().getClass();
    Class<?> first = numericTypes.putIfAbsent(restrict.namespace(), type);
    if (first != null && first != type) {
      throw new RecordException(
          RecordErrorType.INVALID_NUMERIC_VALUE,
          id,
          "numeric namespace '%s' is a %s here, a %s elsewhere"
              .formatted(restrict.namespace(), type.getSimpleName(), first.getSimpleName()));
    }
  }
}
