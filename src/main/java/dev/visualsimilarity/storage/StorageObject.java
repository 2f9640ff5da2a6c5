package dev.visualsimilarity.storage;

/**
 * An object that exists, or a link to a file that does not.
 *
 * @param uri where it is
 * @param size its length in bytes; 0 of such a link
 * @param gzip whether Cloud Storage was told that it is compressed (content encoding gzip); readers
 *     get it uncompressed
 */
public record StorageObject(StorageUri uri, long size, boolean gzip) {

  /** An object that is kept as it is read. */
  public StorageObject(StorageUri uri, long size) {
    this(uri, size, false);
  }
}
