package dev.visualsimilarity.savedmodel;

import dev.visualsimilarity.storage.Storage;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The flags that name a model. A mixin. */
public final class ModelOptions {

  @Option(
      names = "--model-uri",
      paramLabel = "URI",
      description =
          "a SavedModel, a batch of images in, a vector an image out: its directory, or a .tar.gz,"
              + " .tgz or .tar of it; local, gs://, or an https:// URL of an archive or a TF Hub"
              + " handle")
  private String uri = "";

  @Option(
      names = "--signature",
      paramLabel = "NAME",
      description = "the model's signature; empty: serving_default, or the only usable one")
  private String signature = "";

  @Option(
      names = "--input-name",
      paramLabel = "NAME",
      description = "the signature's input of images; empty: the only one")
  private String input = "";

  @Option(
      names = "--output-name",
      paramLabel = "NAME",
      description = "the signature's output of vectors; empty: the only usable one")
  private String output = "";

  @Option(
      names = "--model-cache-dir",
      paramLabel = "DIRECTORY",
      description =
          "where fetched models are kept; empty: visual-similarity/models in $XDG_CACHE_HOME,"
              + " ~/.cache or the directory of temporary files")
  private String cache = "";

  /** Whether a model is named. */
  public boolean isGiven() {
    return !uri.isBlank();
  }

  /**
   * The model that is named.
   *
   * @throws dev.visualsimilarity.error.UserException if none is
   */
  public ModelSpec spec() {
    return spec("");
  }

  /** As {@link #spec()}, but where none is named, that of another URI. */
  public ModelSpec spec(String uriByDefault) {
    return new ModelSpec(isGiven() ? uri : uriByDefault, signature, input, output);
  }

  /** What opens it. */
  public ModelStore store(Storage storage) {
    return new ModelStore(
        storage,
        Optional.of(cache)
            .filter(folder -> !folder.isBlank())
            .map(folder -> Path.of(folder.strip())));
  }
}
