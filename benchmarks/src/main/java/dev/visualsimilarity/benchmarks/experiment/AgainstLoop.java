package dev.visualsimilarity.benchmarks.experiment;

import dev.visualsimilarity.benchmarks.component.Program;
import dev.visualsimilarity.benchmarks.component.Run;
import dev.visualsimilarity.benchmarks.data.ImageSet;
import dev.visualsimilarity.benchmarks.reference.ReferenceLoop;
import dev.visualsimilarity.benchmarks.report.Figures;
import dev.visualsimilarity.benchmarks.report.Report;
import dev.visualsimilarity.benchmarks.report.Samples;
import dev.visualsimilarity.benchmarks.report.Table;
import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.tensors.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** preprocess and extract-features, as a pipeline starts them, against the loop usually written. */
final class AgainstLoop implements Experiment {

  private static final Logger LOG = LoggerFactory.getLogger(AgainstLoop.class);
  private static final double AIM = 3;

  private final List<Double> loopSteps = new ArrayList<>();
  private final List<Double> loopProcesses = new ArrayList<>();
  private final List<Double> steps = new ArrayList<>();
  private final List<Double> processes = new ArrayList<>();
  private double lowestCosine = 1;

  @Override
  public void run(Lab lab, Report report) throws IOException {
    int count = lab.scale().images();
    ImageSet images = ImageSet.write(lab.photographs(), count, lab.work().resolve("images"));
    for (int i = 1; i <= lab.scale().repetitions(); i++) {
      LOG.info("components and loop, {} of {}", i, lab.scale().repetitions());
      lowestCosine =
          Arrays.stream(Embeddings.cosines(components(lab, images), loop(lab, images)))
              .reduce(lowestCosine, Math::min);
    }
    Table table = new Table("images/s", "components", "loop", "times the loop", "range");
    row(table, "from the first file to the last file", count, steps, loopSteps);
    row(table, "with the start of the processes", count, processes, loopProcesses);
    table.row("lowest cosine of the embeddings of both", Figures.cosine(lowestCosine), "", "", "");
    report.section(
        "Against one image at a time",
        ("%,d photographs from JPEG files to embeddings in JSON: preprocess and extract-features, a"
                + " process each, against a loop that reads, decodes and embeds one image at a time"
                + " with TensorFlow's default threads.")
            .formatted(count),
        table);
    report.atLeast(
        "preprocess and extract-features / one image at a time",
        Samples.of(loopSteps).over(Samples.of(steps)).median(),
        AIM);
  }

  private List<Datapoint> components(Lab lab, ImageSet images) throws IOException {
    Path folder = lab.work().resolve("pipeline");
    Path tensors = folder.resolve("tensors");
    Run preprocess =
        lab.runner()
            .process(Program.PREPROCESS, lab.preprocess(images, tensors, TensorType.FLOAT32));
    Run extract =
        lab.runner()
            .process(Program.EXTRACT_FEATURES, lab.extract(tensors, folder.resolve("embeddings")));
    steps.add(preprocess.metric("seconds") + extract.metric("seconds"));
    processes.add(preprocess.seconds() + extract.seconds());
    List<Datapoint> datapoints = Embeddings.read(folder.resolve("embeddings"));
    Folders.remove(folder);
    return datapoints;
  }

  private List<Datapoint> loop(Lab lab, ImageSet images) throws IOException {
    Path folder = Files.createDirectories(lab.work().resolve("loop"));
    Path metrics = folder.resolve("metrics");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            ReferenceLoop.class.getName(),
            images.catalog().getParent().toString(),
            lab.model().folder().toString(),
            folder.resolve("embeddings.json").toString(),
            metrics.toString());
    Run run = lab.runner().process(builder, metrics);
    loopSteps.add(run.metric("seconds"));
    loopProcesses.add(run.seconds());
    List<Datapoint> datapoints = Embeddings.read(folder);
    Folders.remove(folder);
    return datapoints;
  }

  private static void row(
      Table table, String what, int count, List<Double> seconds, List<Double> loopSeconds) {
    Samples times = Samples.of(loopSeconds).over(Samples.of(seconds));
    table.row(
        what,
        Figures.rate(count / Samples.of(seconds).median()),
        Figures.rate(count / Samples.of(loopSeconds).median()),
        Figures.ratio(times.median()),
        Figures.range(times));
  }
}
