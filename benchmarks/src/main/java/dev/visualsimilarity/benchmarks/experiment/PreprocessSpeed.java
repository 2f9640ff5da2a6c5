package dev.visualsimilarity.benchmarks.experiment;

import dev.visualsimilarity.benchmarks.component.Program;
import dev.visualsimilarity.benchmarks.component.Run;
import dev.visualsimilarity.benchmarks.data.ImageSet;
import dev.visualsimilarity.benchmarks.data.Pictures;
import dev.visualsimilarity.benchmarks.limit.DecodeLimit;
import dev.visualsimilarity.benchmarks.limit.WriteLimit;
import dev.visualsimilarity.benchmarks.report.Figures;
import dev.visualsimilarity.benchmarks.report.Report;
import dev.visualsimilarity.benchmarks.report.Samples;
import dev.visualsimilarity.benchmarks.report.Table;
import dev.visualsimilarity.tensors.TensorSpec;
import dev.visualsimilarity.tensors.TensorType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * preprocess against the slower of two limits: decoding alone, and writing as many bytes to the
 * same disk; all in this process, one after the other, again and again.
 */
final class PreprocessSpeed implements Experiment {

  private static final Logger LOG = LoggerFactory.getLogger(PreprocessSpeed.class);
  private static final double AIM = 0.9;
  private static final int SIDE = 224;
  private static final int SMALL_SIDE = 100;

  @Override
  public void run(Lab lab, Report report) throws IOException {
    Table table =
        new Table(
            "images",
            "tensors",
            "preprocess",
            "decoding alone",
            "writing alone",
            "of the slower",
            "range",
            "fresh process, start to end");
    for (Pictures pictures : List.of(lab.photographs(), lab.photographs().drawn(SMALL_SIDE))) {
      Path folder = lab.work().resolve("images");
      ImageSet images = ImageSet.write(pictures, lab.scale().images(), folder);
      for (TensorType type : TensorType.values()) {
        row(table, report, lab, pictures.name(), images, new TensorSpec(type, SIDE, SIDE));
      }
      Folders.remove(folder);
    }
    report.section(
        "preprocess",
        ("%,d images of each kind, from the first file read to the manifest written, to tensors of"
                + " %d x %2$d; images a second.")
            .formatted(lab.scale().images(), SIDE),
        table);
  }

  private static void row(
      Table table, Report report, Lab lab, String name, ImageSet images, TensorSpec spec)
      throws IOException {
    String what = name + ", " + spec.type().wireName();
    List<Double> rates = new ArrayList<>();
    List<Double> decoding = new ArrayList<>();
    List<Double> writing = new ArrayList<>();
    List<Double> process = new ArrayList<>();
    try (DecodeLimit decode = new DecodeLimit(spec, images.readAll())) {
      preprocess(lab, images, spec, false);
      for (int i = 1; i <= lab.scale().repetitions(); i++) {
        LOG.info("preprocess, {}, {} of {}", what, i, lab.scale().repetitions());
        decoding.add(decode.imagesPerSecond());
        Run run = preprocess(lab, images, spec, false);
        rates.add(run.metric("images_per_second"));
        long bytes = (long) run.metric("bytes_written");
        writing.add(images.size() / WriteLimit.seconds(lab.work(), bytes, bytes));
        process.add(images.size() / preprocess(lab, images, spec, true).seconds());
      }
    }
    Samples ratios = Samples.of(rates).over(Samples.of(decoding).orLess(Samples.of(writing)));
    table.row(
        name,
        spec.type().wireName(),
        Figures.rate(Samples.of(rates).median()),
        Figures.rate(Samples.of(decoding).median()),
        Figures.rate(Samples.of(writing).median()),
        Figures.ratio(ratios.median()),
        Figures.range(ratios),
        Figures.rate(Samples.of(process).median()));
    report.atLeast(
        "preprocess / the slower of decoding and writing: " + what, ratios.median(), AIM);
  }

  private static Run preprocess(Lab lab, ImageSet images, TensorSpec spec, boolean fresh)
      throws IOException {
    Path tensors = lab.work().resolve("tensors");
    List<String> flags = Lab.preprocess(images, tensors, spec.type(), spec.height(), spec.width());
    Run run =
        fresh
            ? lab.runner().process(Program.PREPROCESS, flags)
            : lab.runner().here(Program.PREPROCESS, flags);
    Folders.remove(tensors);
    return run;
  }
}
