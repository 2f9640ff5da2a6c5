package dev.visualsimilarity.savedmodel.cache;

import com.google.gson.JsonParseException;
import dev.visualsimilarity.digest.Sha256;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Models that were fetched, by content:
 *
 * <ul>
 *   <li>{@code models/FINGERPRINT/}: a model's directory, named by its {@link Fingerprint}
 *   <li>{@code sources/KEY.json}: {@code {"uri", "state", "fingerprint"}}, what was last fetched
 *       from a URI; KEY is the SHA-256 of the URI
 *   <li>{@code locks/KEY.lock}: held by who fetches from the URI
 *   <li>{@code partial/KEY/}: what is being fetched; that of a process that died is removed by the
 *       next
 * </ul>
 *
 * <p>Processes may share it. A model appears whole, by a rename; one that was damaged since is
 * noticed by its fingerprint and fetched again.
 */
public final class ModelCache {

  private static final String MODEL = "saved_model.pb";

  private final Path root;

  /** Makes a cache in a directory, which need not exist. */
  public ModelCache(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /**
   * A model of the cache.
   *
   * @param path its directory
   * @param fingerprint of its files, just verified
   */
  public record Entry(Path path, String fingerprint) {}

  /** What {@code sources/KEY.json} holds. */
  private record Fetched(String uri, String state, String fingerprint) {}

  /**
   * The model at a URI, fetched if it is not in the cache as the source has it.
   *
   * @throws UserException if the source has no SavedModel
   */
  public Entry open(String uri, ModelSource source) throws IOException {
    String key = sha256(uri);
    Path partial = root.resolve("partial").resolve(key);
    CacheLock lock = lock(key, "it fetches " + uri);
    try {
      Optional<Fetched> known = known(key).filter(this::isIntact);
      delete(partial);
      Files.createDirectories(partial);
      try {
        Optional<String> state = source.fetch(partial, known.map(Fetched::state).orElse(""));
        String fingerprint =
            state.isEmpty() ? known.orElseThrow().fingerprint : publish(uri, partial);
        if (state.isPresent()) {
          remember(key, new Fetched(uri, state.get(), fingerprint));
        }
        return new Entry(model(fingerprint), fingerprint);
      } finally {
        delete(partial);
      }
    } finally {
      lock.close();
    }
  }

  private CacheLock lock(String name, String why) throws IOException {
    Path locks = root.resolve("locks");
    try {
      for (String folder : List.of("locks", "models", "partial", "sources")) {
        Files.createDirectories(root.resolve(folder));
      }
      return CacheLock.acquire(locks.resolve(name + ".lock"), why);
    } catch (IOException e) {
      throw UserException.failed(
          "cannot keep models in %s (%s); name a directory that can be written with model_cache_dir"
              .formatted(root, e),
          e);
    }
  }

  private String publish(String uri, Path partial) throws IOException {
    Path fetched = savedModel(uri, partial);
    String fingerprint = Fingerprint.of(fetched);
    Path model = model(fingerprint);
    CacheLock lock = lock(fingerprint, "it stores the same model");
    try {
      if (Files.exists(model) && !Fingerprint.of(model).equals(fingerprint)) {
        delete(model);
      }
      if (!Files.exists(model)) {
        Files.move(fetched, model, StandardCopyOption.ATOMIC_MOVE);
      }
    } finally {
      lock.close();
    }
    return fingerprint;
  }

  /** The only directory with a model in it. */
  private static Path savedModel(String uri, Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> found =
          files.filter(file -> file.endsWith(MODEL)).map(Path::getParent).sorted().toList();
      if (found.size() == 1) {
        return found.get(0);
      }
      throw UserException.badParameter(
          found.isEmpty()
              ? "model %s has no %s in it; give a TensorFlow SavedModel".formatted(uri, MODEL)
              : "model %s has %d SavedModels in it, in %s; give one of them by itself"
                  .formatted(
                      uri,
                      found.size(),
                      String.join(
                          ", ",
                          found.stream().map(at -> "'" + folder.relativize(at) + "'").toList())));
    }
  }

  private boolean isIntact(Fetched fetched) {
    Path model = model(fetched.fingerprint);
    try {
      return Files.isDirectory(model) && Fingerprint.of(model).equals(fetched.fingerprint);
    } catch (IOException e) {
      return false;
    }
  }

  private Optional<Fetched> known(String key) throws IOException {
    try {
      String json = Files.readString(root.resolve("sources").resolve(key + ".json"));
      return Optional.ofNullable(Json.COMPACT.fromJson(json, Fetched.class))
          .filter(fetched -> fetched.state != null && fetched.fingerprint != null)
          .filter(fetched -> fetched.fingerprint.matches("[0-9a-f]{64}"));
    } catch (NoSuchFileException | JsonParseException e) {
      return Optional.empty();
    }
  }

  private void remember(String key, Fetched fetched) throws IOException {
    Path whole = root.resolve("partial").resolve(key).resolve("source.json");
    Files.createDirectories(whole.getParent());
    Files.writeString(whole, Json.COMPACT.toJson(fetched));
    Files.move(
        whole,
        root.resolve("sources").resolve(key + ".json"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private Path model(String fingerprint) {
    return root.resolve("models").resolve(fingerprint);
  }

  private static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static String sha256(String text) {
    byte[] digest = Sha256.create().digest(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest);
  }
}
