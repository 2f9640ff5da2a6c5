package dev.visualsimilarity.indexdata;

/**
 * Mistakes of index data for which the service has no type: it refuses the whole directory, or
 * takes the data and answers otherwise than meant.
 */
public enum BatchErrorType {
  /** A file's name ends in none of the suffixes that the service takes. */
  UNSUPPORTED_FILE,
  /** A file is in a sub-directory other than {@code delete/}. */
  SUB_DIRECTORY,
  /** There are more files than the service takes. */
  TOO_MANY_FILES,
  /** A file is compressed, by its content or by its content encoding in Cloud Storage. */
  COMPRESSED_FILE,
  /** By the names of the shards, some are not there. */
  MISSING_SHARDS,
  /** Two records have the same id: the service keeps one of them. */
  DUPLICATE_ID,
  /** An id is in a record and in a file of ids to delete. */
  DELETED_ID,
  /** The embedding has length 0, where lengths are divided by. */
  ZERO_EMBEDDING
}
