package dev.visualsimilarity.datapoint;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a datapoint must keep, in every format, to be read back. */
final class WritableRecords {

  private final int dimensions;

  /**
   * @param dimensions what every embedding must have; 0: any number of components but none
   */
  WritableRecords(int dimensions) {
    this.dimensions = dimensions;
  }

  /**
   * Refuses what a {@link DatapointReader} would refuse.
   *
   * @throws RecordException with the type that a reader would give
   */
  void check(Datapoint datapoint) throws RecordException {
    checkVector(datapoint);
    Set<String> namespaces = new HashSet<>();
    for (Restrict restrict : datapoint.attributes().restricts()) {
      requireNew(datapoint, namespaces, restrict.namespace());
      checkTokens(datapoint, restrict.namespace(), restrict.allow());
      checkTokens(datapoint, restrict.namespace(), restrict.deny());
    }
    namespaces.clear();
    for (NumericRestrict restrict : datapoint.attributes().numericRestricts()) {
      requireNew(datapoint, namespaces, restrict.namespace());
    }
  }

  private void checkVector(Datapoint datapoint) throws RecordException {
    float[] vector = datapoint.vector();
    if (vector.length == 0) {
      throw refused(
          RecordErrorType.INVALID_EMBEDDING, datapoint, "the embedding has no components");
    }
    if (dimensions > 0 && vector.length != dimensions) {
      throw refused(
          RecordErrorType.EMBEDDING_SIZE_MISMATCH,
          datapoint,
          "the embedding has %d components, not %d".formatted(vector.length, dimensions));
    }
    for (float component : vector) {
      if (!Float.isFinite(component)) {
        throw refused(
            RecordErrorType.INVALID_EMBEDDING,
            datapoint,
            "the embedding has a component %s".formatted(component));
      }
    }
  }

  private static void checkTokens(Datapoint datapoint, String namespace, List<String> tokens)
      throws RecordException {
    if (tokens.contains("")) {
      throw refused(
          RecordErrorType.INVALID_TOKEN_VALUE,
          datapoint,
          "a token of namespace '%s' is empty".formatted(namespace));
    }
  }

  private static void requireNew(Datapoint datapoint, Set<String> namespaces, String namespace)
      throws RecordException {
    if (!namespaces.add(namespace)) {
      throw refused(
          RecordErrorType.DUPLICATE_NAMESPACE,
          datapoint,
          "namespace '%s' is there twice".formatted(namespace));
    }
  }

  private static RecordException refused(RecordErrorType type, Datapoint datapoint, String reason) {
    return new RecordException(type, datapoint.id(), reason);
  }
}
