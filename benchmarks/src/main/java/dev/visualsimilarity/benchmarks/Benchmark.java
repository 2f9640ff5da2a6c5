package dev.visualsimilarity.benchmarks;

import dev.visualsimilarity.benchmarks.component.ComponentRunner;
import dev.visualsimilarity.benchmarks.data.Model;
import dev.visualsimilarity.benchmarks.data.Pictures;
import dev.visualsimilarity.benchmarks.experiment.Folders;
import dev.visualsimilarity.benchmarks.experiment.Lab;
import dev.visualsimilarity.benchmarks.experiment.Part;
import dev.visualsimilarity.benchmarks.experiment.Scale;
import dev.visualsimilarity.benchmarks.report.Report;
import dev.visualsimilarity.command.Commands;
import dev.visualsimilarity.command.Version;
import dev.visualsimilarity.error.ExitCode;
import dev.visualsimilarity.pipeline.command.ProjectFolder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line {@code benchmark}. */
@Command(
    name = "benchmark",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Measures preprocess and extract-features against what this machine can do at best.",
      "Prints tables in Markdown on standard output. Everything is made in a folder that is removed"
          + " at the end."
    })
public final class Benchmark implements Callable<Integer> {

  private static final String MODEL = "models/mobilenet_v2_100_224_feature_vector";
  private static final String PHOTOGRAPHS = "catalogs/grocery/images";

  @Option(
      names = "--parts",
      split = ",",
      paramLabel = "PART",
      description = "what to measure: ${COMPLETION-CANDIDATES} (default: all)")
  Set<Part> parts = EnumSet.allOf(Part.class);

  @Option(
      names = "--quick",
      description = "few images and two repetitions: not for figures to be quoted")
  boolean quick;

  @Option(
      names = "--repetitions",
      paramLabel = "TIMES",
      description = "how often each speed is measured (default: 5, with --quick 2)")
  int repetitions;

  @Option(
      names = "--model-uri",
      paramLabel = "DIR",
      description =
          "a SavedModel of float32 images, such as of TensorFlow Hub (default: that of the sample)")
  Optional<Path> model = Optional.empty();

  @Option(
      names = "--images",
      paramLabel = "DIR",
      description =
          "a folder of JPEG files, such as photographs of yours (default: those of the sample)")
  Optional<Path> images = Optional.empty();

  @Option(
      names = "--work-dir",
      paramLabel = "DIR",
      description =
          "on the disk to measure; needs 25 GB for all parts (default: the project's folder target)")
  Optional<Path> workDir = Optional.empty();

  private final PrintStream out;

  /** A command that prints its tables to {@code out}. */
  Benchmark(PrintStream out) {
    this.out = out;
  }

  /** Runs the command and exits with its code. */
  public static void main(String[] args) {
    PrintStream out = System.out;
    // The components print their outputs; standard output is for the tables.
    System.setOut(System.err);
    System.exit(Commands.execute(new Benchmark(out), args));
  }

  @Override
  public Integer call() throws IOException {
    Path project = ProjectFolder.find().path();
    Path work =
        Files.createTempDirectory(
            Files.createDirectories(workDir.orElse(project.resolve("target"))).toAbsolutePath(),
            "benchmark-");
    Thread cleaning = new Thread(() -> clean(work), "clean");
    Runtime.getRuntime().addShutdownHook(cleaning);
    try {
      run(project, work);
    } finally {
      Runtime.getRuntime().removeShutdownHook(cleaning);
      clean(work);
    }
    return ExitCode.DONE;
  }

  private void run(Path project, Path work) throws IOException {
    Path shared = project.resolveSibling("shared");
    Path modelFolder =
        model.orElse(existing(shared.resolve(MODEL), project.resolve("pipeline/sample/model")));
    Path photographs =
        images.orElse(
            existing(
                shared.resolve(PHOTOGRAPHS), project.resolve("pipeline/sample/catalog/images")));
    Scale scale = quick ? Scale.QUICK : Scale.FULL;
    Pictures pictures = Pictures.of("photographs", photographs);
    Report report = new Report(out);
    report.section(
        "Benchmark",
        "%s%n%nModel %s; %,d pictures of %,.0f KB on average in %s.%s"
            .formatted(
                Machine.describe(),
                modelFolder.getFileName(),
                pictures.files().size(),
                pictures.meanBytes() / 1000,
                photographs.getParent().getFileName(),
                quick ? " Quick: not for figures to be quoted." : ""));
    for (Part part : EnumSet.copyOf(parts)) {
      Path folder = Files.createDirectory(work.resolve(part.name()));
      Lab lab =
          new Lab(
              folder,
              Model.open(modelFolder.toAbsolutePath()),
              pictures,
              repetitions > 0 ? scale.repeated(repetitions) : scale,
              new ComponentRunner(project.resolve("components"), folder));
      part.experiment().run(lab, report);
      Folders.remove(folder);
    }
    report.finish();
  }

  private static Path existing(Path wanted, Path otherwise) {
    return Files.isDirectory(wanted) ? wanted : otherwise;
  }

  private static void clean(Path work) {
    try {
      Folders.remove(work);
    } catch (IOException e) {
      LoggerFactory.getLogger(Benchmark.class).warn("{} could not be removed: {}", work, e);
    }
  }
}
