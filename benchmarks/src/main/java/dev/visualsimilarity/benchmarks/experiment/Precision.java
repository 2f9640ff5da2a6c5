package dev.visualsimilarity.benchmarks.experiment;

import dev.visualsimilarity.benchmarks.component.Program;
import dev.visualsimilarity.benchmarks.component.Run;
import dev.visualsimilarity.benchmarks.data.ImageSet;
import dev.visualsimilarity.benchmarks.report.Figures;
import dev.visualsimilarity.benchmarks.report.Report;
import dev.visualsimilarity.benchmarks.report.Samples;
import dev.visualsimilarity.benchmarks.report.Table;
import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.tensors.TensorType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What tensors of uint8 and a model in bfloat16 cost in likeness, and gain in speed. */
final class Precision implements Experiment {

  private static final Logger LOG = LoggerFactory.getLogger(Precision.class);

  private final Map<Way, List<Double>> rates = new TreeMap<>();
  private final Map<Way, List<Datapoint>> embeddings = new TreeMap<>();

  /** A way of making embeddings. */
  private enum Way {
    FLOAT32("float32", TensorType.FLOAT32),
    UINT8("float32", TensorType.UINT8),
    BFLOAT16("bfloat16", TensorType.FLOAT32);

    private final String precision;
    private final TensorType tensors;

    Way(String precision, TensorType tensors) {
      this.precision = precision;
      this.tensors = tensors;
    }
  }

  @Override
  public void run(Lab lab, Report report) throws IOException {
    int count = lab.scale().images();
    ImageSet images = ImageSet.write(lab.photographs(), count, lab.work().resolve("images"));
    for (TensorType type : TensorType.values()) {
      lab.tensors(images, type);
    }
    for (int i = 1; i <= lab.scale().repetitions(); i++) {
      LOG.info("precision, {} of {}", i, lab.scale().repetitions());
      for (Way way : Way.values()) {
        extract(lab, way);
      }
    }
    report.section(
        "Precision",
        ("%,d photographs; cosine of each embedding to that of float32 tensors and a float32"
                + " model; a fresh process each time.")
            .formatted(count),
        table());
  }

  private void extract(Lab lab, Way way) throws IOException {
    Path folder = lab.work().resolve("precision");
    Path target = folder.resolve("embeddings");
    Path tensors = lab.work().resolve("tensors-" + way.tensors.wireName());
    List<String> flags = lab.extract(tensors, target, "--precision", way.precision);
    Run run = lab.runner().process(Program.EXTRACT_FEATURES, flags);
    rates.computeIfAbsent(way, key -> new ArrayList<>()).add(run.metric("images_per_second"));
    embeddings.put(way, Embeddings.read(target));
    Folders.remove(folder);
  }

  private Table table() {
    Table table =
        new Table("model", "tensors", "images/s", "times float32", "mean cosine", "lowest cosine");
    Samples usual = Samples.of(rates.get(Way.FLOAT32));
    rates.forEach(
        (way, values) -> {
          double[] cosines = Embeddings.cosines(embeddings.get(Way.FLOAT32), embeddings.get(way));
          table.row(
              way.precision,
              way.tensors.wireName(),
              Figures.rate(Samples.of(values).median()),
              Figures.ratio(Samples.of(values).over(usual).median()),
              Figures.cosine(Arrays.stream(cosines).average().orElseThrow()),
              Figures.cosine(Arrays.stream(cosines).min().orElseThrow()));
        });
    return table;
  }
}
