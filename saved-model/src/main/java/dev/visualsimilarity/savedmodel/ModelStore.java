package dev.visualsimilarity.savedmodel;

import dev.visualsimilarity.savedmodel.cache.CacheFolder;
import dev.visualsimilarity.savedmodel.cache.Fingerprint;
import dev.visualsimilarity.savedmodel.cache.ModelCache;
import dev.visualsimilarity.savedmodel.cache.ModelSource;
import dev.visualsimilarity.savedmodel.source.ArchiveSource;
import dev.visualsimilarity.savedmodel.source.DirectorySource;
import dev.visualsimilarity.savedmodel.source.HttpSource;
import dev.visualsimilarity.savedmodel.source.TarUnpacker;
import dev.visualsimilarity.storage.RetryLimits;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageUri;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Brings models to this machine. A local directory is used where it is; everything else is copied
 * to a cache: directories of Cloud Storage, tar archives ({@code .tar.gz}, {@code .tgz}, {@code
 * .tar}) of any storage, and what a URL of the web names ({@link HttpSource}).
 */
public final class ModelStore {

  private final Storage storage;
  private final Optional<Path> cache;

  /** Makes a store of what {@code storage} reads, which the caller closes. */
  public ModelStore(Storage storage) {
    this(storage, Optional.empty());
  }

  /**
   * Makes a store with a cache of the caller's choice.
   *
   * @param cache a directory, which need not exist; empty for {@link CacheFolder#find()}
   */
  public ModelStore(Storage storage, Optional<Path> cache) {
    this.storage = storage;
    this.cache = cache;
  }

  /**
   * Finds or fetches a model.
   *
   * @return its directory, which the caller closes when the model is no longer read
   * @throws dev.visualsimilarity.error.UserException if there is no SavedModel
   */
  public SavedModelDirectory open(ModelSpec model) throws IOException {
    if (HttpSource.isUrl(model.uri())) {
      return fetched(model, new HttpSource(model.uri(), TarUnpacker.DEFAULT, RetryLimits.DEFAULT));
    }
    StorageUri uri = StorageUri.parse(model.uri());
    if (isArchive(uri)) {
      return fetched(model, new ArchiveSource(storage, uri, TarUnpacker.DEFAULT));
    }
    check(model, uri);
    if (!uri.isLocal()) {
      return fetched(model, new DirectorySource(storage, uri, TarUnpacker.DEFAULT.maxBytes()));
    }
    Path path = uri.toPath();
    return SavedModelDirectory.of(model.uri(), path, Fingerprint.of(path));
  }

  /**
   * Reads what there is to know of a model before it is loaded; of a directory, its {@code
   * saved_model.pb} only.
   */
  public ModelGraph graph(ModelSpec model) throws IOException {
    if (HttpSource.isUrl(model.uri()) || isArchive(StorageUri.parse(model.uri()))) {
      try (SavedModelDirectory directory = open(model)) {
        return directory.graph();
      }
    }
    StorageUri uri = StorageUri.parse(model.uri());
    check(model, uri);
    try (InputStream in = storage.read(uri.resolve(SavedModelDirectory.FILE))) {
      return ModelGraph.read(model.uri(), in);
    }
  }

  private SavedModelDirectory fetched(ModelSpec model, ModelSource source) throws IOException {
    Path root = cache.isPresent() ? cache.get() : CacheFolder.find();
    ModelCache.Entry entry = new ModelCache(root).open(model.uri(), source);
    return SavedModelDirectory.of(model.uri(), entry.path(), entry.fingerprint());
  }

  private boolean isArchive(StorageUri uri) throws IOException {
    return ArchiveSource.isArchive(uri.name())
        && !(uri.isLocal() && Files.isDirectory(uri.toPath()))
        && storage.find(uri).isPresent();
  }

  private void check(ModelSpec model, StorageUri directory) throws IOException {
    if (storage.find(directory.resolve(SavedModelDirectory.FILE)).isEmpty()) {
      throw MissingModel.in(storage, model.uri(), directory);
    }
  }
}
