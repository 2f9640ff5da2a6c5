package dev.visualsimilarity.containers;

import com.google.gson.JsonElement;
import dev.visualsimilarity.json.Json;
import dev.visualsimilarity.pipeline.ir.PipelineReader;
import dev.visualsimilarity.pipeline.placeholder.Job;
import dev.visualsimilarity.pipeline.run.PipelineRun;
import dev.visualsimilarity.pipeline.run.RunLimits;
import dev.visualsimilarity.pipeline.run.Values;
import dev.visualsimilarity.pipeline.runner.TaskCommand;
import dev.visualsimilarity.pipeline.runner.TaskRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs the image of a component with the command and the arguments of its component.yaml, resolved
 * as a pipeline resolves them.
 *
 * @param component its name
 * @param container how its container is run
 * @param folder takes a folder for each run
 */
record ComponentRun(String component, Container container, Path folder) {

  /** What came of it; no outputs if it failed. */
  record Result(ContainerEngine.Output printed, Optional<Values> outputs) {

    JsonElement output(String name) {
      return outputs.orElseThrow().parameters().get(name);
    }

    Path artifact(String name) {
      return Path.of(outputs.orElseThrow().artifacts().get(name).get(0).path());
    }
  }

  static ComponentRun of(String component, Path folder) {
    Container container = Container.of(component).mounting(folder, ProjectImages.SAMPLE);
    return new ComponentRun(component, container, folder);
  }

  /** The same in a container that is run otherwise. */
  ComponentRun in(Container other) {
    return new ComponentRun(component, other, folder);
  }

  /** Runs it with inputs: texts, numbers, booleans, lists. */
  Result run(Map<String, Object> inputs) throws IOException, InterruptedException {
    Strict runner = new Strict(container);
    Path tasks = Files.createTempDirectory(folder, component + "-");
    openToAll(tasks);
    PipelineRun run =
        new PipelineRun(
            PipelineReader.read(
                ProjectImages.ROOT.resolve("components/" + component + "/component.yaml")),
            new Job("container-test", "id", Instant.EPOCH),
            runner,
            tasks,
            new RunLimits(1, 0),
            event -> {});
    Map<String, JsonElement> values = new HashMap<>();
    inputs.forEach((name, value) -> values.put(name, Json.COMPACT.toJsonTree(value)));
    Optional<Values> outputs = run.execute(Values.ofParameters(values));
    return new Result(runner.printed, outputs);
  }

  /** Runs a task in a container and keeps what it printed. */
  private static final class Strict implements TaskRunner {
    private final Container container;
    private ContainerEngine.Output printed;

    Strict(Container container) {
      this.container = container;
    }

    @Override
    public void prepare(dev.visualsimilarity.pipeline.ir.Container task) {}

    @Override
    public int run(TaskCommand command) throws IOException {
      openToAll(command.folder());
      printed = container.runCommand(command.words());
      Files.writeString(command.log(), printed.text());
      return printed.code();
    }
  }

  /** Lets any user write to the folders below a folder, as volumes of a pod let. */
  static void openToAll(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> folders = files.filter(Files::isDirectory).toList();
      for (Path each : folders) {
        Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxrwxrwx"));
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
