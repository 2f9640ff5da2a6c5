package dev.visualsimilarity.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The sample catalog and the built components, as tests of the whole pipeline need them. */
public final class SampleData {

  /** The folder of this module. */
  public static final Path MODULE = Path.of("").toAbsolutePath();

  /** The folder of the sample's tables and images. */
  public static final Path CATALOG = MODULE.resolve("sample/catalog");

  private SampleData() {}

  /** The tests of this module come after the build of all components, which makes programs. */
  public static void requireBuilt() throws IOException {
    try (Stream<Path> folders = Files.list(MODULE.resolveSibling("components"))) {
      assertThat(
              folders
                  .filter(folder -> Files.exists(folder.resolve("pom.xml")))
                  .map(component -> component.resolve("target/app/dependencies"))
                  .filter(file -> !Files.exists(file)))
          .as("components that are compiled, but not built; run mvn verify")
          .isEmpty();
    }
  }

  /** The header and first rows of a table of the sample, none of which has a line break. */
  public static Path part(String name, int rows, Path folder) throws IOException {
    try (Stream<String> lines = Files.lines(CATALOG.resolve(name))) {
      return Files.write(folder.resolve(name), lines.limit(rows + 1L).toList());
    }
  }
}
