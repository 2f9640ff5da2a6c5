package dev.visualsimilarity.savedmodel.cache;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A place that a model is fetched from. */
@FunctionalInterface
public interface ModelSource {

  /**
   * Fetches the model's files, unless it is still what was fetched before.
   *
   * @param folder an empty folder for the files
   * @param known the state of the source at the last fetch, as this method returned it; empty if
   *     there was none
   * @return the state of the source now, not empty; nothing if it is {@code known} still, and then
   *     nothing was fetched
   */
  Optional<String> fetch(Path folder, String known) throws IOException;
}
