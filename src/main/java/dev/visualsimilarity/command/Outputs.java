package dev.visualsimilarity.command;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.visualsimilarity.command.ExecutorInput.Artifact;
import dev.visualsimilarity.json.Json;
import dev.visualsimilarity.storage.PendingObject;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageObject;
import dev.visualsimilarity.storage.StorageUri;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The outputs of a component, written the way Kubeflow Pipelines and Vertex AI Pipelines read them:
 * a file for each parameter, a file or directory for each artifact, and {@code
 * executor_output.json} (message ExecutorOutput of pipeline_spec.proto) for the artifacts' URIs and
 * metadata. Parents are created. Not thread safe.
 */
public final class Outputs {

  /** What {@link #earlierParameter} and {@link #note} are there for. */
  private static final String RESUMED_PARAMETER = "gcp_resources";

  private static final Pattern PARAMETER = Pattern.compile("[a-z][a-z0-9_]*");

  private static final List<String> OF_AN_ATTEMPT =
      List.of("parameters/" + RESUMED_PARAMETER, "attempt.json");

  private final Storage storage;
  private final ExecutorInput.Outputs places;
  private final boolean byHand;
  private final Map<String, JsonElement> parameters = new TreeMap<>();
  private final Map<String, Map<String, Object>> artifacts = new TreeMap<>();

  private Outputs(Storage storage, ExecutorInput.Outputs places, boolean byHand) {
    this.storage = storage;
    this.places = places;
    this.byHand = byHand;
  }

  /**
   * Outputs where a pipeline wants them; {@code executorInput} is the JSON that replaces <code>
   * {{$}}</code>.
   */
  public static Outputs of(Storage storage, String executorInput) {
    return new Outputs(storage, ExecutorInput.parse(executorInput).outputs(), false);
  }

  /** Outputs below a folder, for a component that is run by hand. */
  public static Outputs in(Storage storage, Path folder) {
    String file = folder.toAbsolutePath().resolve("executor_output.json").toString();
    return new Outputs(storage, new ExecutorInput.Outputs(null, null, file), true);
  }

  /**
   * Removes what an earlier attempt at the same place told the pipeline: its result, its parameters
   * and its failure, so that nobody takes them for the outcome of this one. {@code gcp_resources}
   * stays: a later attempt resumes from it. By hand, there is nothing to resume after a result:
   * whoever runs a step once more wants it done once more.
   */
  void begin() throws IOException {
    StorageUri result = StorageUri.parse(places.outputFile());
    if (byHand && storage.find(result).isPresent()) {
      for (String name : OF_AN_ATTEMPT) {
        delete(result.parent().resolve(name));
      }
    }
    for (StorageUri parameter : parameterFiles()) {
      delete(parameter);
    }
    delete(result);
    delete(errorFile());
  }

  /**
   * Of all parameters but that which is resumed from. By hand, a file that cannot be one is not the
   * step's to remove: the folder may be used for other things, too.
   */
  private List<StorageUri> parameterFiles() throws IOException {
    if (byHand) {
      StorageUri resumed = parameterFile(RESUMED_PARAMETER);
      return storage.list(resumed.parent()).stream()
          .map(StorageObject::uri)
          .filter(file -> file.parent().equals(resumed.parent()) && !file.equals(resumed))
          .filter(file -> PARAMETER.matcher(file.name()).matches())
          .toList();
    }
    return places.parameters().keySet().stream()
        .filter(name -> !name.equals(RESUMED_PARAMETER))
        .map(this::parameterFile)
        .toList();
  }

  private void delete(StorageUri file) throws IOException {
    // Asked first: to delete what is not there takes a permission too.
    if (storage.find(file).isPresent()) {
      storage.delete(file);
    }
  }

  /** Where a step leaves a note for another attempt at the same place. */
  public StorageUri note() {
    return StorageUri.parse(places.outputFile()).parent().resolve("attempt.json");
  }

  /** The text of a parameter that an earlier attempt wrote; nothing if it is not there. */
  public Optional<String> earlierParameter(String name) {
    StorageUri file = parameterFile(name);
    try (InputStream in = storage.read(file)) {
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .filter(text -> !text.isBlank());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** Writes a STRING parameter, at once. */
  public void parameter(String name, String value) {
    parameter(name, value, Json.COMPACT.toJsonTree(value));
  }

  /** Writes a NUMBER_INTEGER parameter, at once. */
  public void parameter(String name, long value) {
    parameter(name, Long.toString(value), Json.COMPACT.toJsonTree(value));
  }

  /** Writes a NUMBER_DOUBLE parameter, at once. */
  public void parameter(String name, double value) {
    parameter(name, Double.toString(value), Json.COMPACT.toJsonTree(value));
  }

  /** Writes a LIST parameter, at once. */
  public void parameter(String name, List<?> values) {
    JsonElement json = Json.COMPACT.toJsonTree(values);
    parameter(name, Json.COMPACT.toJson(json), json);
  }

  /** Where to write an artifact's content: the local or mounted path of its URI. */
  public StorageUri artifactFile(String name) {
    return StorageUri.parse(mountPath(assigned(name).uri()));
  }

  /** Records an artifact that stays at the URI assigned to it. */
  public void artifact(String name, Map<String, ?> metadata) {
    artifact(name, assigned(name).uri(), metadata);
  }

  /** Records an artifact whose content is at a URI of our own choice. */
  public void artifact(String name, String uri, Map<String, ?> metadata) {
    Artifact assigned = assigned(name);
    Map<String, Object> merged =
        new TreeMap<>(assigned.metadata() == null ? Map.of() : assigned.metadata());
    merged.putAll(metadata);
    Map<String, Object> artifact = new LinkedHashMap<>();
    artifact.put("name", assigned.name());
    if (assigned.type() != null) {
      artifact.put("type", assigned.type());
    }
    artifact.put("uri", uri);
    artifact.put("metadata", merged);
    artifacts.put(name, artifact);
  }

  /** Writes text to an artifact's file, whole or not at all. */
  public void artifactText(String name, String text) {
    write(artifactFile(name), text);
  }

  /**
   * Writes a system.Metrics artifact: the scalars as its metadata, which Vertex AI shows, and as a
   * line of JSON in its file. Not finite scalars are left out.
   */
  public void metrics(String name, Map<String, ? extends Number> scalars) {
    Map<String, Number> finite = new TreeMap<>(scalars);
    finite.values().removeIf(value -> !Double.isFinite(value.doubleValue()));
    artifactText(name, Json.COMPACT.toJson(finite) + "\n");
    artifact(name, finite);
  }

  /**
   * Writes {@code executor_output.json}; the last call. Returns all outputs as JSON: parameters,
   * and artifacts' URIs.
   */
  public JsonObject finish() {
    Map<String, Object> output = new LinkedHashMap<>();
    output.put("parameterValues", parameters);
    Map<String, Object> lists = new TreeMap<>();
    artifacts.forEach((name, artifact) -> lists.put(name, Map.of("artifacts", List.of(artifact))));
    output.put("artifacts", lists);
    write(StorageUri.parse(places.outputFile()), Json.PRETTY.toJson(output));

    Map<String, Object> all = new TreeMap<>(parameters);
    artifacts.forEach((name, artifact) -> all.put(name, artifact.get("uri")));
    return Json.COMPACT.toJsonTree(all).getAsJsonObject();
  }

  /**
   * Leaves the reason of a failure where Vertex AI Pipelines shows it: {@code executor_error.json}.
   */
  public void error(String message) {
    write(errorFile(), Json.COMPACT.toJson(Map.of("errorMessage", message)));
  }

  private StorageUri errorFile() {
    return StorageUri.parse(places.outputFile()).parent().resolve("executor_error.json");
  }

  private void parameter(String name, String text, JsonElement value) {
    write(parameterFile(name), text);
    parameters.put(name, value);
  }

  private StorageUri parameterFile(String name) {
    ExecutorInput.Parameter place = places.parameters().get(name);
    return place == null
        ? StorageUri.parse(places.outputFile()).parent().resolve("parameters/" + name)
        : StorageUri.parse(place.outputFile());
  }

  private Artifact assigned(String name) {
    ExecutorInput.ArtifactList list = places.artifacts().get(name);
    if (list == null || list.artifacts().isEmpty()) {
      String uri =
          StorageUri.parse(places.outputFile()).parent().resolve("artifacts/" + name).toString();
      return new Artifact(name, uri, null, null);
    }
    return list.artifacts().get(0);
  }

  /**
   * The path under which pipelines mount a URI that our own storage does not read (launcher's
   * LocalPathForURI).
   */
  private static String mountPath(String uri) {
    return uri.replaceFirst("^(minio|s3)://", "/$1/");
  }

  private void write(StorageUri uri, String text) {
    try (PendingObject object = storage.write(uri)) {
      object.write(text.getBytes(StandardCharsets.UTF_8));
      object.commit();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + uri + ": " + e.getMessage(), e);
    }
  }
}
