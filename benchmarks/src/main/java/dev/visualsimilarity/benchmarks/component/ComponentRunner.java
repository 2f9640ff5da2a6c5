package dev.visualsimilarity.benchmarks.component;

import com.google.gson.JsonObject;
import com.sun.management.OperatingSystemMXBean;
import dev.visualsimilarity.command.Commands;
import dev.visualsimilarity.extractfeatures.ExtractFeatures;
import dev.visualsimilarity.json.Json;
import dev.visualsimilarity.pipeline.ir.Component;
import dev.visualsimilarity.pipeline.ir.Container;
import dev.visualsimilarity.pipeline.ir.PipelineReader;
import dev.visualsimilarity.pipeline.runner.ProcessTaskRunner;
import dev.visualsimilarity.preprocess.Preprocess;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs components: as the processes that a pipeline starts, with the command of their {@code
 * component.yaml}, or in this process.
 */
public final class ComponentRunner {

  private static final double NANOS = 1e9;

  private final Path components;
  private final Path work;
  private final ProcessTaskRunner processes;

  /**
   * Runs components of a built project.
   *
   * @param components the project's folder of components
   * @param work takes their outputs
   */
  public ComponentRunner(Path components, Path work) {
    this.components = components;
    this.work = work;
    this.processes = new ProcessTaskRunner(components, work.resolve("apps"));
  }

  /**
   * Runs a component in a Java machine of its own: the time includes its start.
   *
   * @throws IOException if it fails, with what it printed
   */
  public Run process(Program program, List<String> flags) throws IOException {
    Container container = container(program);
    processes.prepare(container);
    Path outputs = Files.createTempDirectory(work, program.componentName());
    ProcessBuilder builder = processes.program(container, words(flags, outputs));
    return process(builder, outputs.resolve("artifacts/metrics"));
  }

  /**
   * Runs any program.
   *
   * @param metrics the file that it leaves: a line of JSON
   */
  public Run process(ProcessBuilder builder, Path metrics) throws IOException {
    File log = Files.createTempFile(work, "log", ".txt").toFile();
    builder.redirectErrorStream(true).redirectOutput(log);
    long start = System.nanoTime();
    Process process = builder.start();
    process.getOutputStream().close();
    ProcessWatch watch = new ProcessWatch(process);
    int exitCode = watch.waitFor();
    double seconds = (System.nanoTime() - start) / NANOS;
    if (exitCode != 0) {
      throw new IOException(
          "exit code %d of %s:%n%s"
              .formatted(exitCode, builder.command(), Files.readString(log.toPath())));
    }
    return new Run(seconds, watch.cpuSeconds(), watch.peakBytes(), read(metrics));
  }

  /** Runs a component in this Java machine. */
  public Run here(Program program, List<String> flags) throws IOException {
    Path outputs = Files.createTempDirectory(work, program.componentName());
    Object command =
        switch (program) {
          case PREPROCESS -> new Preprocess();
          case EXTRACT_FEATURES -> new ExtractFeatures();
        };
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long cpu = system.getProcessCpuTime();
    long start = System.nanoTime();
    int exitCode = Commands.execute(command, words(flags, outputs).toArray(String[]::new));
    double seconds = (System.nanoTime() - start) / NANOS;
    double cpuSeconds = (system.getProcessCpuTime() - cpu) / NANOS;
    if (exitCode != 0) {
      throw new IOException(
          "exit code %d of %s %s".formatted(exitCode, program.componentName(), flags));
    }
    return new Run(seconds, cpuSeconds, 0, read(outputs.resolve("artifacts/metrics")));
  }

  private static List<String> words(List<String> flags, Path outputs) {
    List<String> words = new ArrayList<>(flags);
    words.add("--output-dir");
    words.add(outputs.toString());
    return words;
  }

  private Container container(Program program) throws IOException {
    Path yaml = components.resolve(program.componentName()).resolve("component.yaml");
    return PipelineReader.read(yaml).components().values().stream()
        .map(Component::implementation)
        .filter(Container.class::isInstance)
        .map(Container.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static JsonObject read(Path metrics) throws IOException {
    return Json.COMPACT.fromJson(Files.readString(metrics), JsonObject.class);
  }
}
