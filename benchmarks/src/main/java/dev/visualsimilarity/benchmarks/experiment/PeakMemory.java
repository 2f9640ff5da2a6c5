package dev.visualsimilarity.benchmarks.experiment;

import dev.visualsimilarity.benchmarks.component.Program;
import dev.visualsimilarity.benchmarks.component.Run;
import dev.visualsimilarity.benchmarks.data.ImageSet;
import dev.visualsimilarity.benchmarks.report.Figures;
import dev.visualsimilarity.benchmarks.report.Report;
import dev.visualsimilarity.benchmarks.report.Table;
import dev.visualsimilarity.tensors.TensorType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The peak of memory of both components at a catalog of few and of many images. */
final class PeakMemory implements Experiment {

  private static final Logger LOG = LoggerFactory.getLogger(PeakMemory.class);
  private static final double AIM_GROWTH = 1.1;
  private static final long AIM_BYTES = 1_500_000_000L;

  @Override
  public void run(Lab lab, Report report) throws IOException {
    Map<Program, Long> few = peaks(lab, lab.scale().fewImages());
    Map<Program, Long> many = peaks(lab, lab.scale().manyImages());
    String fewImages = "%,d images".formatted(lab.scale().fewImages());
    String manyImages = "%,d images".formatted(lab.scale().manyImages());
    Table table = new Table("peak of memory (VmHWM)", fewImages, manyImages, "times");
    for (Program program : Program.values()) {
      String name = program.componentName();
      double peak = many.get(program);
      double growth = peak / few.get(program);
      table.row(
          name,
          Figures.megabytes(few.get(program)),
          Figures.megabytes(peak),
          Figures.ratio(growth));
      report.below(
          name + ": memory at %s / at %s".formatted(manyImages, fewImages),
          Figures.ratio(growth),
          Figures.ratio(AIM_GROWTH),
          growth < AIM_GROWTH);
      report.below(
          name + ": memory at " + manyImages,
          Figures.megabytes(peak),
          Figures.megabytes(AIM_BYTES),
          peak < AIM_BYTES);
    }
    report.section(
        "Memory",
        "Photographs as float32 tensors, in one shard; each component in a process with the command"
            + " of its component.yaml.",
        table);
  }

  private static Map<Program, Long> peaks(Lab lab, int count) throws IOException {
    LOG.info("memory at {} images", count);
    Path folder = lab.work().resolve("memory");
    Path tensors = folder.resolve("tensors");
    ImageSet images = ImageSet.write(lab.photographs(), count, folder.resolve("images"));
    Run preprocess =
        lab.runner()
            .process(Program.PREPROCESS, lab.preprocess(images, tensors, TensorType.FLOAT32));
    Run extract =
        lab.runner()
            .process(Program.EXTRACT_FEATURES, lab.extract(tensors, folder.resolve("embeddings")));
    Folders.remove(folder);
    return Map.of(
        Program.PREPROCESS, preprocess.peakBytes(), Program.EXTRACT_FEATURES, extract.peakBytes());
  }
}
