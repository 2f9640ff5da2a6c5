package dev.visualsimilarity.modelserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The project's sample model and pictures. */
final class SampleData {

  // Tests run in model-server.
  private static final Path SAMPLE =
      Path.of("").toAbsolutePath().resolveSibling("pipeline").resolve("sample");

  private SampleData() {}

  static Path model() {
    return SAMPLE.resolve("model");
  }

  /** Some pictures of the catalog, in the order of their names. */
  static List<Path> pictures(int count) {
    try (Stream<Path> files = Files.list(SAMPLE.resolve("catalog/queries"))) {
      return files.sorted().limit(count).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
