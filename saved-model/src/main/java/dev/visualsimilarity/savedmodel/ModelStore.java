package dev.visualsimilarity.savedmodel;

import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageUri;
import java.io.IOException;

/** Brings models to this machine. */
public final class ModelStore {

  private final Storage storage;

  /** Makes a store of what {@code storage} reads, which the caller closes. */
  public ModelStore(Storage storage) {
    this.storage = storage;
  }

  /**
   * Finds or fetches a model.
   *
   * @return its directory, which the caller closes when the model is no longer read
   * @throws dev.visualsimilarity.error.UserException if there is no SavedModel
   */
  public SavedModelDirectory open(ModelSpec model) throws IOException {
    return SavedModelDirectory.open(storage, StorageUri.parse(model.uri()));
  }
}
