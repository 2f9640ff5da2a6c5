package dev.visualsimilarity.savedmodel.source;

import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.savedmodel.cache.ModelSource;
import dev.visualsimilarity.storage.Checksum;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageObject;
import dev.visualsimilarity.storage.StorageUri;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A directory of Cloud Storage. Its state is the size and CRC-32C of each of its objects. */
public final class DirectorySource implements ModelSource {

  private final Storage storage;
  private final StorageUri directory;
  private final long maxBytes;

  /**
   * Makes a source of what is below a directory.
   *
   * @param maxBytes that all objects together may have
   */
  public DirectorySource(Storage storage, StorageUri directory, long maxBytes) {
    this.storage = storage;
    this.directory = directory;
    this.maxBytes = maxBytes;
  }

  @Override
  public Optional<String> fetch(Path folder, String known) throws IOException {
    Map<StorageUri, Checksum> objects = checksums();
    String state = state(objects);
    if (state.equals(known)) {
      return Optional.empty();
    }
    for (Map.Entry<StorageUri, Checksum> object : objects.entrySet()) {
      Path file = folder.resolve(name(object.getKey())).normalize();
      if (!file.startsWith(folder)) {
        throw UserException.failed(
            "object %s would leave the directory of the model".formatted(object.getKey()));
      }
      Files.createDirectories(file.getParent());
      try (InputStream in = storage.read(object.getKey())) {
        Files.copy(in, file);
      }
      CheckedCopy.verify(object.getKey(), file, object.getValue());
    }
    return Optional.of(state);
  }

  private Map<StorageUri, Checksum> checksums() throws IOException {
    Map<StorageUri, Checksum> objects =
        new TreeMap<>((one, other) -> one.path().compareTo(other.path()));
    List<StorageObject> found = storage.list(directory);
    if (found.stream().mapToLong(StorageObject::size).sum() > maxBytes) {
      throw UserException.badParameter(
          "model %s has more than %d bytes; give the directory of one SavedModel"
              .formatted(directory, maxBytes));
    }
    for (StorageObject object : found) {
      objects.put(object.uri(), storage.checksum(object.uri()));
    }
    return objects;
  }

  private String state(Map<StorageUri, Checksum> objects) {
    StringBuilder text = new StringBuilder();
    objects.forEach(
        (uri, checksum) ->
            text.append(name(uri))
                .append(' ')
                .append(checksum.size())
                .append(' ')
                .append(Integer.toHexString(checksum.crc32c()))
                .append('\n'));
    return text.toString();
  }

  private String name(StorageUri object) {
    return object.path().substring(directory.path().length()).replaceFirst("^/+", "");
  }
}
