package dev.visualsimilarity.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Both storages behind one interface: the URI says which of them serves a call. What is in a zip or
 * tar file ({@link ArchivePath}) is read from either of them.
 */
public final class Storages implements Storage {

  private final Storage local;
  private final Supplier<Storage> cloudFactory;
  private final ArchiveStorage archives = new ArchiveStorage(this::outside);
  private Storage cloud;

  /**
   * @param local serves local paths
   * @param cloudFactory makes what serves {@code gs://}, on its first use: without one, no
   *     credentials are looked for
   */
  public Storages(Storage local, Supplier<Storage> cloudFactory) {
    this.local = local;
    this.cloudFactory = cloudFactory;
  }

  /** Local files, and Cloud Storage with the application-default credentials. */
  public static Storages create() {
    return new Storages(new LocalStorage(), CloudStorage::create);
  }

  @Override
  public List<StorageObject> list(StorageUri directory) throws IOException {
    return of(directory).list(directory);
  }

  @Override
  public InputStream read(StorageUri uri) throws IOException {
    return of(uri).read(uri);
  }

  @Override
  public InputStream read(StorageUri uri, long offset, long length) throws IOException {
    return of(uri).read(uri, offset, length);
  }

  @Override
  public PendingObject write(StorageUri uri) throws IOException {
    return of(uri).write(uri);
  }

  @Override
  public Optional<StorageObject> find(StorageUri uri) throws IOException {
    return of(uri).find(uri);
  }

  @Override
  public List<String> refused(StorageUri directory) throws IOException {
    return of(directory).refused(directory);
  }

  @Override
  public Checksum checksum(StorageUri uri) throws IOException {
    return of(uri).checksum(uri);
  }

  @Override
  public String version(StorageUri directory) throws IOException {
    return of(directory).version(directory);
  }

  @Override
  public Optional<BucketLocation> location(StorageUri directory) throws IOException {
    return of(directory).location(directory);
  }

  @Override
  public void delete(StorageUri uri) throws IOException {
    of(uri).delete(uri);
  }

  @Override
  public void close() {
    // Not under this object's lock, which an archive that is being opened asks for.
    archives.close();
    closeOutside();
  }

  private synchronized void closeOutside() {
    local.close();
    if (cloud != null) {
      cloud.close();
    }
  }

  private Storage of(StorageUri uri) {
    return ArchivePath.of(uri).isPresent() ? archives : outside(uri);
  }

  private synchronized Storage outside(StorageUri uri) {
    if (uri.isLocal()) {
      return local;
    }
    if (cloud == null) {
      cloud = cloudFactory.get();
    }
    return cloud;
  }
}
