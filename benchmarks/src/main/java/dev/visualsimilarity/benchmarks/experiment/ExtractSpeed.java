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

  private final Series model = new Series();
  private final Series here = new Series();
  private final Series wholeStep = new Series();
  private final Series freshStep = new Series();
  private final Series process = new Series();
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
      // Warms up.
      double seconds = extract(lab, tensors, false).metric("seconds");
      for (int i = 1; i <= lab.scale().repetitions(); i++) {
        LOG.info("extract-features, {} of {}", i, lab.scale().repetitions());
        model.add(session.measure(batches, seconds));
        Run warm = extract(lab, tensors, false);
        seconds = warm.metric("seconds");
        here.add(warm, warm.metric("images_per_second"), count);
        wholeStep.add(warm, count / warm.seconds(), count);
        Run fresh = extract(lab, tensors, true);
        freshStep.add(fresh, fresh.metric("images_per_second"), count);
        process.add(fresh, count / fresh.seconds(), count);
      }
    }
    report(report, grid, count);
  }

  private Run extract(Lab lab, Path tensors, boolean fresh) throws IOException {
    Path folder = lab.work().resolve("extract");
    Path embeddings = folder.resolve("embeddings");
    List<String> flags = lab.extract(tensors, embeddings);
    Run run =
        fresh
            ? lab.runner().process(Program.EXTRACT_FEATURES, flags)
            : lab.runner().here(Program.EXTRACT_FEATURES, flags);
    if (!fresh) {
      json.add(JsonWriting.cpuSeconds(Embeddings.read(embeddings)) / run.cpuSeconds());
    }
    Folders.remove(folder);
    return run;
  }

  private void report(Report report, ModelGrid grid, int count) {
    ModelGrid.Cell best = grid.best();
    Table rows = new Table("extract-features", "images/s", "of the model alone", "range", "CPU");
    String alone = "the model alone: %s, batch %d".formatted(best.threads(), best.batchSize());
    rows.row(alone, model.speedText(), "1", "", model.cpuText());
    row(rows, "first tensor read to file finished", here);
    row(rows, "the same with loading the model", wholeStep);
    row(rows, "first tensor to file, in a fresh process", freshStep);
    row(rows, "the fresh process from its start to its end", process);
    double share = Samples.of(json).median();
    report.section(
        "extract-features",
        "%,d photographs as float32 tensors; CPU time an image. Writing JSON takes %s of it."
            .formatted(count, Figures.percent(share)),
        rows,
        grid.table());
    report.atLeast(
        "extract-features / the model alone", here.speed().over(model.speed()).median(), AIM);
    report.below(
        "JSON writing / CPU time of extract-features",
        Figures.percent(share),
        Figures.percent(JSON_AIM),
        share < JSON_AIM);
  }

  private void row(Table table, String what, Series series) {
    Samples ratios = series.speed().over(model.speed());
    table.row(
        what,
        series.speedText(),
        Figures.ratio(ratios.median()),
        Figures.range(ratios),
        series.cpuText());
  }
}
