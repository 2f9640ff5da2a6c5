package dev.visualsimilarity.datapoint;

/** Why a record of index data is refused, under the names of Vertex AI Vector Search. */
public enum RecordErrorType {
  /** The line is blank. */
  EMPTY_LINE,
  /** The line is not one JSON object. */
  INVALID_JSON_SYNTAX,
  /** The line is not a record of comma-separated values. */
  INVALID_CSV_SYNTAX,
  /** The file, a block of it or a record is not Avro, or of another schema. */
  INVALID_AVRO_SYNTAX,
  /** {@code id} is missing, empty or no string. */
  INVALID_EMBEDDING_ID,
  /** {@code embedding} has not as many numbers as the index has dimensions. */
  EMBEDDING_SIZE_MISMATCH,
  /** A restrict has no {@code namespace}. */
  NAMESPACE_MISSING,
  /** A member has a type it cannot have. */
  PARSING_ERROR,
  /** Two restricts have the same {@code namespace}. */
  DUPLICATE_NAMESPACE,
  /** A numeric restrict has an {@code op}, which only queries have. */
  OP_IN_DATAPOINT,
  /** A numeric restrict has more than one value. */
  MULTIPLE_VALUES,
  /** A numeric restrict has no value, or one that is not of its type or its namespace's. */
  INVALID_NUMERIC_VALUE,
  /** The line is not UTF-8. */
  INVALID_ENCODING,
  /** A token is empty or no string. */
  INVALID_TOKEN_VALUE,
  /** The record has a sparse embedding, which is not supported. */
  INVALID_SPARSE_EMBEDDING,
  /** {@code embedding} is missing or holds something else than finite numbers. */
  INVALID_EMBEDDING
}
