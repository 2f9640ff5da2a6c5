package dev.visualsimilarity.storage;

import dev.visualsimilarity.error.UserException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Files in zip and tar archives ({@link ArchivePath}), read in place, one by one and by several
 * threads. An archive's directory is read once and kept: an archive must not change while it is
 * read. Nothing is written into archives.
 */
final class ArchiveStorage implements Storage {

  private final Function<StorageUri, Storage> outside;
  private final Map<StorageUri, ArchiveFile> archives = new HashMap<>();

  /**
   * @param outside which storage has an archive
   */
  ArchiveStorage(Function<StorageUri, Storage> outside) {
    this.outside = outside;
  }

  @Override
  public List<StorageObject> list(StorageUri directory) throws IOException {
    ArchivePath path = path(directory);
    return archive(path).index().below(path.entry()).entrySet().stream()
        .map(
            entry ->
                new StorageObject(
                    new ArchivePath(path.archive(), entry.getKey()).uri(), entry.getValue().size()))
        .toList();
  }

  @Override
  public InputStream read(StorageUri uri) throws IOException {
    ArchivePath path = path(uri);
    ArchiveFile archive = archive(path);
    ArchiveEntry entry =
        archive
            .index()
            .find(path.entry())
            .orElseThrow(() -> new NoSuchFileException(uri.toString()));
    return entry.open(archive.bytes());
  }

  @Override
  public InputStream read(StorageUri uri, long offset, long length) throws IOException {
    InputStream in = read(uri);
    try {
      in.skipNBytes(offset);
    } catch (EOFException e) {
      // Past the end there is nothing, as in other storages.
    } catch (IOException e) {
      in.close();
      throw e;
    }
    return new BoundedInputStream(in, length);
  }

  @Override
  public Optional<StorageObject> find(StorageUri uri) throws IOException {
    ArchivePath path = path(uri);
    return archive(path)
        .index()
        .find(path.entry())
        .map(file -> new StorageObject(uri, file.size()));
  }

  /** An archive keeps its directory as it was read first: names and sizes are all that there is. */
  @Override
  public String version(StorageUri directory) throws IOException {
    VersionDigest digest = new VersionDigest();
    list(directory).forEach(object -> digest.add(object, ""));
    return digest.text();
  }

  @Override
  public Checksum checksum(StorageUri uri) throws IOException {
    try (InputStream in = read(uri)) {
      return Checksum.of(in);
    }
  }

  @Override
  public List<String> refused(StorageUri directory) throws IOException {
    return archive(path(directory)).index().refused();
  }

  @Override
  public PendingObject write(StorageUri uri) {
    throw readOnly(uri);
  }

  @Override
  public void delete(StorageUri uri) {
    throw readOnly(uri);
  }

  @Override
  public synchronized void close() {
    try {
      for (ArchiveFile archive : archives.values()) {
        archive.bytes().close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized ArchiveFile archive(ArchivePath path) throws IOException {
    ArchiveFile archive = archives.get(path.archive());
    if (archive == null) {
      archive = ArchiveFile.open(outside.apply(path.archive()), path.archive());
      archives.put(path.archive(), archive);
    }
    return archive;
  }

  private static ArchivePath path(StorageUri uri) {
    return ArchivePath.of(uri)
        .orElseThrow(() -> new IllegalArgumentException(uri + " is not in an archive"));
  }

  private static UserException readOnly(StorageUri uri) {
    return UserException.badParameter(
        "cannot write %s: it is in an archive, which is only read; give a directory"
            .formatted(uri));
  }
}
