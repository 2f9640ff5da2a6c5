package dev.visualsimilarity.pipeline.document;

import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.conformance.Conformance;
import dev.visualsimilarity.pipeline.picture.PipelinePicture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All files of the project that are written from others: the page of each component, and the
 * picture of the pipeline.
 */
public final class ProjectPages {

  private ProjectPages() {}

  /**
   * What each file should hold.
   *
   * @param project the folder of the project
   */
  public static Map<Path, String> of(Path project) {
    Map<Path, String> pages = new TreeMap<>();
    for (Path component : components(project)) {
      pages.put(component.resolve("README.md"), ComponentPage.of(component));
    }
    pages.put(
        project.resolve("img/pipeline.svg"),
        PipelinePicture.of(Conformance.read(project.resolve("pipeline/pipeline.yaml"))));
    return pages;
  }

  private static List<Path> components(Path project) {
    try (Stream<Path> folders = Files.list(project.resolve("components"))) {
      return folders.filter(folder -> Files.exists(folder.resolve("component.yaml"))).toList();
    } catch (IOException e) {
      throw UserException.failed("cannot list the components: " + e.getMessage(), e);
    }
  }
}
