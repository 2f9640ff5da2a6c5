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
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * preprocess against the slower of two limits: decoding alone, and writing as many bytes to the
 * same disk; all in this process, one after the other, again and again, and preprocess in a fresh
 * process besides, as a pipeline starts it. Both limits take all cores for themselves, which a step
 * that does both cannot: hence a third one, what the cores can do of both together.
 */
final class PreprocessSpeed implements Experiment {

  private static final Logger LOG = LoggerFactory.getLogger(PreprocessSpeed.class);
  private static final double AIM = 0.9;
  private static final double MILLIS = 1000;
  private static final int SIDE = 224;
  private static final int SMALL_SIDE = 100;
  private static final int LONG_REPETITIONS = 2;

  private final Table speeds =
      new Table(
          "images",
          "tensors",
          "preprocess",
          "decoding alone",
          "writing alone",
          "of the slower",
          "range",
          "both at once",
          "of both",
          "in a fresh process",
          "start to end");
  private final Table costs =
      new Table(
          "CPU time an image",
          "tensors",
          "preprocess",
          "a fresh process",
          "decoding alone",
          "writing alone");

  @Override
  public void run(Lab lab, Report report) throws IOException {
    int count = lab.scale().images();
    int repetitions = lab.scale().repetitions();
    for (Pictures pictures : List.of(lab.photographs(), lab.photographs().drawn(SMALL_SIDE))) {
      for (TensorType type : TensorType.values()) {
        measure(lab, report, pictures, count, type, repetitions);
      }
    }
    // So many bytes that the system must wait for the disk, as it does with a large catalog.
    for (TensorType type : TensorType.values()) {
      measure(
          lab,
          report,
          lab.photographs(),
          lab.scale().manyImages(),
          type,
          Math.min(LONG_REPETITIONS, repetitions));
    }
    report.section(
        "preprocess",
        ("Images a second, from the catalog to the manifest written, to tensors of %1$d x %1$d:"
                + " in this process, as the limits; in a fresh one, which loads TensorFlow first;"
                + " and of that from its start to its end. Writing is left to the system, which"
                + " lets programs wait for the disk only after some GB. Both at once: what the cores"
                + " can do, by the CPU time of decoding alone and of writing alone.")
            .formatted(SIDE),
        speeds,
        costs);
  }

  private void measure(
      Lab lab, Report report, Pictures pictures, int count, TensorType type, int repetitions)
      throws IOException {
    String name = "%,d %s".formatted(count, pictures.name());
    String what = name + ", " + type.wireName();
    TensorSpec spec = new TensorSpec(type, SIDE, SIDE);
    Path folder = lab.work().resolve("images");
    ImageSet images = ImageSet.write(pictures, count, folder);
    Series step = new Series();
    Series decoding = new Series();
    Series writing = new Series();
    Series fresh = new Series();
    Series process = new Series();
    try (DecodeLimit decode = new DecodeLimit(spec, images.read(lab.scale().images()))) {
      for (int i = 0; i <= repetitions; i++) {
        LOG.info("preprocess, {}, {} of {}", what, i, repetitions);
        Run run = preprocess(lab, images, spec, false);
        if (i == 0) {
          // Brings the images to the memory of the system, and warms up.
          continue;
        }
        step.add(run, run.metric("images_per_second"), count);
        Run alone = preprocess(lab, images, spec, true);
        fresh.add(alone, alone.metric("images_per_second"), count);
        process.add(alone, count / alone.seconds(), count);
        decoding.add(decode.measure());
        writing.add(WriteLimit.measure(lab.work(), (long) run.metric("bytes_written"), count));
      }
    }
    Folders.remove(folder);
    Samples ratios = step.speed().over(decoding.speed().orLess(writing.speed()));
    double both =
        Runtime.getRuntime().availableProcessors()
            * MILLIS
            / (decoding.cpu().median() + writing.cpu().median());
    speeds.row(
        name,
        type.wireName(),
        step.speedText(),
        decoding.speedText(),
        writing.speedText(),
        Figures.ratio(ratios.median()),
        Figures.range(ratios),
        Figures.rate(both),
        Figures.ratio(step.speed().median() / both),
        fresh.speedText(),
        process.speedText());
    costs.row(
        name,
        type.wireName(),
        step.cpuText(),
        fresh.cpuText(),
        decoding.cpuText(),
        writing.cpuText());
    report.atLeast("preprocess / the slower of its limits: " + what, ratios.median(), AIM);
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
