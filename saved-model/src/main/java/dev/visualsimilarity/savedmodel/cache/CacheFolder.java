package dev.visualsimilarity.savedmodel.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where models are kept when nobody says where. */
public final class CacheFolder {

  private static final String NAME = "visual-similarity/models";

  private CacheFolder() {}

  /**
   * The first of these that this user owns and can write to: {@code
   * $XDG_CACHE_HOME/visual-similarity/models}, {@code ~/.cache/visual-similarity/models}, the same
   * below the directory of temporary files; else a new temporary directory.
   */
  public static Path find() throws IOException {
    return find(
        System.getenv(),
        System.getProperty("user.home", ""),
        Path.of(System.getProperty("java.io.tmpdir")));
  }

  static Path find(Map<String, String> environment, String home, Path temporary)
      throws IOException {
    List<Path> candidates = new ArrayList<>();
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    if (Path.of(xdg).isAbsolute()) {
      candidates.add(Path.of(xdg, NAME));
    }
    // Java says "?" of a user that has no entry, as in a container of any user id.
    if (Path.of(home).isAbsolute()) {
      candidates.add(Path.of(home, ".cache", NAME));
    }
    candidates.add(temporary.resolve(NAME));
    for (Path candidate : candidates) {
      if (isOurs(candidate)) {
        return candidate;
      }
    }
    return Files.createTempDirectory("models-");
  }

  /** Another user's directory could hold another's idea of a model. */
  private static boolean isOurs(Path folder) {
    try {
      Files.createDirectories(folder);
      Path probe = Files.createTempFile(folder, "probe", "");
      try {
        return Files.getOwner(probe).equals(Files.getOwner(folder));
      } finally {
        Files.delete(probe);
      }
    } catch (IOException e) {
      return false;
    }
  }
}
