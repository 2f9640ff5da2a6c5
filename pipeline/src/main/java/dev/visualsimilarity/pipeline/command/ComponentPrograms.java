package dev.visualsimilarity.pipeline.command;

import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.ir.Component;
import dev.visualsimilarity.pipeline.ir.Container;
import dev.visualsimilarity.pipeline.ir.PipelineReader;
import dev.visualsimilarity.pipeline.runner.ProcessTaskRunner;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The programs of the project's components, outside a run; a temporary folder until closed. */
final class ComponentPrograms implements AutoCloseable {

  private final Path components;
  private final Path folder;
  private final ProcessTaskRunner runner;

  private ComponentPrograms(Path components, Path folder) {
    this.components = components;
    this.folder = folder;
    this.runner = new ProcessTaskRunner(components, folder.resolve("app"));
  }

  static ComponentPrograms open() throws IOException {
    Path components = ProjectFolder.find().components();
    return new ComponentPrograms(components, Files.createTempDirectory("visual-similarity-"));
  }

  /**
   * The program of a component.
   *
   * @throws UserException if there is no such component, or it is not built
   */
  ProcessBuilder program(String component, List<String> flags) throws IOException {
    Container container = container(component);
    runner.prepare(container);
    return runner.program(container, flags);
  }

  /** The temporary folder, which takes what the programs write. */
  Path folder() {
    return folder;
  }

  @Override
  public void close() {
    delete(folder.toFile());
  }

  private Container container(String name) throws IOException {
    Path yaml = components.resolve(name).resolve("component.yaml").normalize();
    if (!yaml.startsWith(components) || !Files.isRegularFile(yaml)) {
      String[] names = components.toFile().list();
      Arrays.sort(names);
      throw UserException.badParameter(
          "no component is called %s; there are %s".formatted(name, String.join(", ", names)));
    }
    return PipelineReader.read(yaml).components().values().stream()
        .map(Component::implementation)
        .filter(Container.class::isInstance)
        .map(Container.class::cast)
        .findFirst()
        .orElseThrow(() -> UserException.badParameter(yaml + " has no container"));
  }

  private static void delete(File file) {
    File[] children = file.listFiles();
    if (children != null) {
      Arrays.stream(children).forEach(ComponentPrograms::delete);
    }
    file.delete();
  }
}
