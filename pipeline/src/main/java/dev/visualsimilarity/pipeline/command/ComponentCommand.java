package dev.visualsimilarity.pipeline.command;

import dev.visualsimilarity.command.Version;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.ir.Component;
import dev.visualsimilarity.pipeline.ir.Container;
import dev.visualsimilarity.pipeline.ir.PipelineReader;
import dev.visualsimilarity.pipeline.runner.ProcessTaskRunner;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Runs the program of one component with flags of the user's, as a process in this terminal. Its
 * command line must stop at the first positional parameter: what follows is the component's.
 */
@Command(
    name = "component",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Runs one component by hand, with its own flags.",
      "Its exit code is that of the component; component NAME --help lists its flags.",
      "There are " + ComponentCommand.NAMES + "."
    })
public final class ComponentCommand implements Callable<Integer> {

  /** The folders of components/, in the order of the pipeline. */
  static final String NAMES =
      "preprocess, extract-features, build-index, deploy-index, query-index, upload-model, clean-up";

  @Parameters(index = "0", paramLabel = "NAME", description = "a folder of components/")
  String name;

  @Parameters(
      index = "1..*",
      paramLabel = "FLAG",
      description = "the component's own flags, --help among them")
  List<String> flags = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path components = ProjectFolder.find().components();
    Container container = container(components);
    Path apps = Files.createTempDirectory("visual-similarity-");
    try {
      ProcessTaskRunner runner = new ProcessTaskRunner(components, apps);
      runner.prepare(container);
      return Foreground.run(runner.program(container, flags));
    } finally {
      delete(apps.toFile());
    }
  }

  private Container container(Path components) throws IOException {
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
      Arrays.stream(children).forEach(ComponentCommand::delete);
    }
    file.delete();
  }
}
