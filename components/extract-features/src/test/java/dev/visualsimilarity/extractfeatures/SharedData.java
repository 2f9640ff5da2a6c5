package dev.visualsimilarity.extractfeatures;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real models and photographs, in a folder beside the repository where it is there at all. */
final class SharedData {

  private SharedData() {}

  /** A file or folder below {@code ../shared} of the repository; without it the test is skipped. */
  static Path path(String name) {
    // Tests run in components/extract-features.
    Path repository = Path.of("").toAbsolutePath().getParent().getParent();
    Path found = repository.resolveSibling("shared").resolve(name);
    assumeTrue(Files.exists(found), () -> "there is no ../shared/" + name);
    return found;
  }
}
