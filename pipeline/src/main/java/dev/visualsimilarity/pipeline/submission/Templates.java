package dev.visualsimilarity.pipeline.submission;

import com.google.gson.JsonObject;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.json.YamlFile;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageUri;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads pipelines: a file, an object of Cloud Storage, a package of Artifact Registry. */
public final class Templates {

  private final Storage storage;
  private final ArtifactRegistry registry;

  /**
   * @param storage reads {@code gs://}
   * @param registry reads {@code https://LOCATION-kfp.pkg.dev/…}
   */
  public Templates(Storage storage, ArtifactRegistry registry) {
    this.storage = storage;
    this.registry = registry;
  }

  /**
   * Reads the YAML or JSON of a PipelineSpec or of a PipelineJob.
   *
   * @throws UserException if there is none at that place
   */
  public Template read(String uri) {
    if (uri.startsWith("https://")) {
      return Template.of(uri, workingDirectory(), YamlFile.parse(uri, registry.fetch(uri)))
          .withUri(uri);
    }
    StorageUri place = StorageUri.parse(uri);
    if (place.isLocal()) {
      Path file = place.toPath();
      return Template.of(file.toString(), file.getParent(), YamlFile.read(file));
    }
    return Template.of(uri, workingDirectory(), object(place));
  }

  private JsonObject object(StorageUri uri) {
    try (InputStream in = storage.read(uri)) {
      return YamlFile.parse(uri.toString(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      throw UserException.badParameter("there is no object " + uri);
    } catch (IOException e) {
      throw UserException.failed("cannot read %s: %s".formatted(uri, e.getMessage()), e);
    }
  }

  private static Path workingDirectory() {
    return Path.of("").toAbsolutePath();
  }
}
