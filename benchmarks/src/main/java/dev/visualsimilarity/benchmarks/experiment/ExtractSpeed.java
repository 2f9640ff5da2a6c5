package dev.visualsimilarity.benchmarks.experiment;

import dev.visualsimilarity.benchmarks.component.Program;
import dev.visualsimilarity.benchmarks.component.Run;
import dev.visualsimilarity.benchmarks.data.ImageSet;
import dev.visualsimilarity.benchmarks.limit.ModelGrid;
import dev.visualsimilarity.benchmarks.limit.ModelSession;
import dev.visualsimilarity.benchmarks.limit.NativeImages;
import dev.visualsimilarity.benchmarks.report.Figures;
import dev.visualsimilarity.benchmarks.report.Report;
import dev.visualsimilarity.benchmarks.report.Samples;
import dev.visualsimilarity.benchmarks.report.Table;
import dev.visualsimilarity.tensors.TensorType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * extract-features against the model alone, called in the best way and fed from native memory: both
 * in this process, one after the other, again and again.
 */
final class ExtractSpeed implements Experiment {

  private static final Logger LOG = LoggerFactory.getLogger(ExtractSpeed.class);
  private static final double AIM = 0.95;
  private static final double JSON_AIM = 0.05;
  private static final int GRID_IMAGES = 256;

  private final List<Double> model = new ArrayList<>();
  private final List<Double> here = new ArrayList<>();
  private final List<Double> wholeStep = new ArrayList<>();
  private final List<Double> freshStep = new ArrayList<>();
  private final List<Double> process = new ArrayList<>();
  private final List<Double> json = new ArrayList<>();

  @Override
  public void run(Lab lab, Report report) throws IOException {
    int count = lab.scale().images();
    ImageSet images = ImageSet.write(lab.photographs(), count, lab.work().resolve("images"));
    Path tensors = lab.tensors(images, TensorType.FLOAT32);
    List<ByteBuffer> fed = NativeImages.read(tensors, Math.min(count, GRID_IMAGES));
    LOG.info("searching the best way of calling the model");
    ModelGrid grid = ModelGrid.measure(lab.model(), fed, lab.scale().cellSeconds());
    ModelGrid.Cell best = grid.best();
    try (ModelSession session = new ModelSession(lab.model(), best.threads());
        NativeImages batches = NativeImages.of(fed, lab.model().spec(), best.batchSize())) {
      extractHere(lab, tensors);
      forget();
      for (int i = 1; i <= lab.scale().repetitions(); i++) {
        LOG.info("extract-features, {} of {}", i, lab.scale().repetitions());
        Run run = extractHere(lab, tensors);
        model.add(session.imagesPerSecond(batches, run.metric("seconds")));
        extractFresh(lab, tensors, count);
      }
    }
    report(report, grid, count);
  }

  private void forget() {
    List.of(model, here, wholeStep, freshStep, process, json).forEach(List::clear);
  }

  private Run extractHere(Lab lab, Path tensors) throws IOException {
    Path folder = lab.work().resolve("extract");
    Path embeddings = folder.resolve("embeddings");
    Run run = lab.runner().here(Program.EXTRACT_FEATURES, lab.extract(tensors, embeddings));
    here.add(run.metric("images_per_second"));
    wholeStep.add(run.metric("embedding_count") / run.seconds());
    json.add(JsonWriting.cpuSeconds(Embeddings.read(embeddings)) / run.cpuSeconds());
    Folders.remove(folder);
    return run;
  }

  private void extractFresh(Lab lab, Path tensors, int count) throws IOException {
    Path folder = lab.work().resolve("extract");
    Run run =
        lab.runner()
            .process(Program.EXTRACT_FEATURES, lab.extract(tensors, folder.resolve("embeddings")));
    freshStep.add(run.metric("images_per_second"));
    process.add(count / run.seconds());
    Folders.remove(folder);
  }

  private void report(Report report, ModelGrid grid, int count) {
    Samples limit = Samples.of(model);
    ModelGrid.Cell best = grid.best();
    Table rows = new Table("extract-features", "images/s", "of the model alone", "range");
    rows.row(
        "the model alone: %s, batch %d".formatted(best.threads(), best.batchSize()),
        Figures.rate(limit.median()),
        "1",
        "");
    row(rows, "first tensor read to file finished", Samples.of(here), limit);
    row(rows, "the same with loading the model", Samples.of(wholeStep), limit);
    row(rows, "first tensor to file, in a fresh process", Samples.of(freshStep), limit);
    row(rows, "the fresh process from its start to its end", Samples.of(process), limit);
    double share = Samples.of(json).median();
    report.section(
        "extract-features",
        "%,d photographs as float32 tensors. Writing JSON takes %s of the CPU time of the step."
            .formatted(count, Figures.percent(share)),
        rows,
        grid.table());
    report.atLeast(
        "extract-features / the model alone", Samples.of(here).over(limit).median(), AIM);
    report.below(
        "JSON writing / CPU time of extract-features",
        Figures.percent(share),
        Figures.percent(JSON_AIM),
        share < JSON_AIM);
  }

  private static void row(Table table, String what, Samples rates, Samples limit) {
    Samples ratios = rates.over(limit);
    table.row(
        what, Figures.rate(rates.median()), Figures.ratio(ratios.median()), Figures.range(ratios));
  }
}
