package dev.visualsimilarity.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Objects named by URI: local files and Cloud Storage. Implementations are safe for use by several
 * threads.
 *
 * <p>A missing object is a {@link java.nio.file.NoSuchFileException} from every method that reads
 * it. Where Cloud Storage gives no proper answer after all retries, every method throws an {@link
 * OutageException}.
 */
public interface Storage extends AutoCloseable {

  /**
   * All objects below a directory, at any depth, in the order of their names; empty if there is
   * none. Links to nothing are among them, so that whoever reads them finds them missing.
   */
  List<StorageObject> list(StorageUri directory) throws IOException;

  /** The object's bytes, from its beginning. */
  InputStream read(StorageUri uri) throws IOException;

  /** At most {@code length} bytes of the object, from {@code offset}. */
  InputStream read(StorageUri uri, long offset, long length) throws IOException;

  /**
   * Begins an object that appears, whole, when {@link PendingObject#commit()} is called, and not
   * before.
   */
  PendingObject write(StorageUri uri) throws IOException;

  /** The object, if it exists; a directory is no object. */
  Optional<StorageObject> find(StorageUri uri) throws IOException;

  /**
   * The object's size and CRC-32C, without a download where the storage keeps them (Cloud Storage
   * does).
   */
  Checksum checksum(StorageUri uri) throws IOException;

  /**
   * Names in a directory that are neither listed nor read, because they lead out of it; only
   * archives have such.
   */
  default List<String> refused(StorageUri directory) throws IOException {
    return List.of();
  }

  /**
   * A short text that stands for all objects below a directory as they are: another one when one
   * came, went or was written again. Only the listing is read.
   */
  String version(StorageUri directory) throws IOException;

  /**
   * Where the objects of a directory are kept; nothing where that is no bucket of Cloud Storage.
   *
   * @throws java.nio.file.NoSuchFileException if there is no such bucket
   */
  default Optional<BucketLocation> location(StorageUri directory) throws IOException {
    return Optional.empty();
  }

  /** Removes an object; one that does not exist is no error. */
  void delete(StorageUri uri) throws IOException;

  @Override
  void close();
}
