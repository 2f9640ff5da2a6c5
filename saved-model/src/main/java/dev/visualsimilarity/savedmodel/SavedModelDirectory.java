package dev.visualsimilarity.savedmodel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A SavedModel on this machine: a directory that somebody named, or one of the cache's. It is not
 * needed any more once TensorFlow has loaded it.
 */
public final class SavedModelDirectory implements AutoCloseable {

  /** The file that makes a directory a SavedModel. */
  static final String FILE = "saved_model.pb";

  private final Path path;
  private final ModelGraph graph;
  private final String fingerprint;

  private SavedModelDirectory(Path path, ModelGraph graph, String fingerprint) {
    this.path = path;
    this.graph = graph;
    this.fingerprint = fingerprint;
  }

  /**
   * Reads what is to be known of a directory.
   *
   * @param model to name in messages
   * @throws dev.visualsimilarity.error.UserException if its {@code saved_model.pb} cannot be used
   */
  static SavedModelDirectory of(String model, Path path, String fingerprint) throws IOException {
    try (InputStream in = Files.newInputStream(path.resolve(FILE))) {
      return new SavedModelDirectory(path, ModelGraph.read(model, in), fingerprint);
    }
  }

  /** The directory that holds {@code saved_model.pb}. */
  public Path path() {
    return path;
  }

  /** What is loaded of it. */
  public ModelGraph graph() {
    return graph;
  }

  /**
   * What tells the model from every other: the SHA-256, in hex, of the names and the contents of
   * its files.
   */
  public String fingerprint() {
    return fingerprint;
  }

  /** Whether values of variables are there; a model of constants alone has none. */
  public boolean hasVariables() {
    return Files.exists(path.resolve("variables").resolve("variables.index"));
  }

  /** Ends the use of the directory. */
  @Override
  public void close() {}
}
