package dev.visualsimilarity.savedmodel;

import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageObject;
import dev.visualsimilarity.storage.StorageUri;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A SavedModel's directory on this machine: the one that was named or, for one in Cloud Storage, a
 * temporary copy that {@link #close()} removes.
 */
public final class SavedModelDirectory implements AutoCloseable {

  private static final String MODEL = "saved_model.pb";

  private final Path path;
  private final boolean temporary;

  private SavedModelDirectory(Path path, boolean temporary) {
    this.path = path;
    this.temporary = temporary;
  }

  /**
   * Finds or fetches a model.
   *
   * @throws UserException if the directory has no {@code saved_model.pb}
   */
  static SavedModelDirectory open(Storage storage, StorageUri model) throws IOException {
    if (storage.find(model.resolve(MODEL)).isEmpty()) {
      throw missing(storage, model);
    }
    if (model.isLocal()) {
      return new SavedModelDirectory(model.toPath(), false);
    }
    SavedModelDirectory copy =
        new SavedModelDirectory(Files.createTempDirectory("saved-model-"), true);
    try {
      for (StorageObject object : storage.list(model)) {
        copy.fetch(storage, object.uri(), object.uri().path().substring(model.path().length()));
      }
      return copy;
    } catch (IOException | RuntimeException e) {
      copy.close();
      throw e;
    }
  }

  /** The directory that holds {@code saved_model.pb}. */
  public Path path() {
    return path;
  }

  /**
   * What tells the model from every other: the SHA-256, in hex, of the names and the contents of
   * its files.
   */
  public String fingerprint() throws IOException {
    return Fingerprint.of(path);
  }

  @Override
  public void close() throws IOException {
    if (!temporary) {
      return;
    }
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private void fetch(Storage storage, StorageUri uri, String name) throws IOException {
    Path file = path.resolve(name.replaceFirst("^/+", "")).normalize();
    if (!file.startsWith(path)) {
      throw UserException.failed("object %s would leave the directory of the model".formatted(uri));
    }
    Files.createDirectories(file.getParent());
    try (InputStream in = storage.read(uri)) {
      Files.copy(in, file);
    }
  }

  private static UserException missing(Storage storage, StorageUri model) throws IOException {
    List<StorageUri> below =
        storage.list(model).stream()
            .map(StorageObject::uri)
            .filter(uri -> uri.name().equals(MODEL))
            .map(StorageUri::parent)
            .toList();
    String hint =
        below.isEmpty()
            ? "give the directory of a TensorFlow SavedModel"
            : "there is one in " + below.get(0);
    return UserException.badParameter("model %s has no %s; %s".formatted(model, MODEL, hint));
  }
}
