package dev.visualsimilarity.preprocess;

import dev.visualsimilarity.catalog.CatalogItem;
import dev.visualsimilarity.catalog.CatalogReader;
import dev.visualsimilarity.command.Outputs;
import dev.visualsimilarity.command.Progress;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.ledger.RejectsLedger;
import dev.visualsimilarity.ledger.Stage;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.tensors.TensorManifest;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns the images of a catalog into tensor shards. */
final class PreprocessStep {

  private static final Logger LOG = LoggerFactory.getLogger(PreprocessStep.class);
  private static final double NANOS = 1e9;

  private final Storage storage;
  private final Outputs outputs;
  private final PreprocessSettings settings;
  private final StageTimes times = new StageTimes();

  PreprocessStep(Storage storage, Outputs outputs, PreprocessSettings settings) {
    this.storage = storage;
    this.outputs = outputs;
    this.settings = settings;
  }

  /**
   * Does the work and writes all outputs.
   *
   * @throws UserException if the catalog as a whole cannot be used or, after the outputs were
   *     written, if too many items were rejected
   */
  void run() throws IOException {
    CatalogSize size = size();
    LOG.info("{}: {} rows, {} items", settings.source().catalog(), size.rows, size.items);
    try (RejectsLedger ledger = RejectsLedger.begin(storage, outputs.artifactFile("rejects"));
        TensorSetWriter writer =
            TensorSetWriter.begin(storage, settings.tensors(), settings.shardSize(), size.items)) {
      long start = System.nanoTime();
      write(writer, ledger, size.rows);
      TensorManifest manifest =
          writer.finish(settings.source().catalog().toString(), settings.decoding().spec());
      ledger.commit();
      Map<String, Number> metrics = metrics(writer, ledger, manifest, start);
      LOG.info(
          "{} images, {} rejected, {} images/s",
          manifest.imageCount(),
          ledger.count(),
          Math.round(metrics.get("images_per_second").doubleValue()));
      writeOutputs(manifest, ledger, metrics);
      ledger.check(size.rows, settings.maxRejectFraction());
      if (manifest.imageCount() == 0) {
        throw UserException.failed(
            "no image of catalog %s could be used: %s"
                .formatted(settings.source().catalog(), ledger.commonestReasons()));
      }
    }
  }

  private record CatalogSize(long rows, long items) {}

  private CatalogSize size() throws IOException {
    long rows = 0;
    long items = 0;
    try (CatalogReader catalog =
        CatalogReader.open(
            storage, settings.source(), settings.columns(), settings.reportColumns())) {
      while (catalog.hasNext()) {
        items += catalog.next() instanceof CatalogItem ? 1 : 0;
        rows++;
      }
    }
    return new CatalogSize(rows, items);
  }

  private void write(TensorSetWriter writer, RejectsLedger ledger, long rows) throws IOException {
    int cores = Runtime.getRuntime().availableProcessors();
    PipelineLimits limits =
        PipelineLimits.of(settings.source().imageRoot(), settings.decoding().spec(), cores);
    Progress progress = new Progress(LOG, "images", rows, System::nanoTime);
    try (CatalogReader catalog =
            CatalogReader.open(storage, settings.source(), settings.columns());
        ImageDecoder decoder = new ImageDecoder(settings.decoding(), limits.decoders());
        ImagePipeline pipeline =
            new ImagePipeline(catalog, new ImageReader(storage), decoder, limits, times)) {
      while (pipeline.hasNext()) {
        Outcome outcome = pipeline.next();
        if (outcome instanceof Outcome.Ready ready) {
          writer.write(ready.tensor());
        } else if (outcome instanceof Outcome.Rejected rejected) {
          ledger.add(rejected.reject());
          if (rejected.reject().stage() != Stage.CATALOG) {
            writer.skip();
          }
        }
        progress.add(1);
      }
    }
  }

  private Map<String, Number> metrics(
      TensorSetWriter writer, RejectsLedger ledger, TensorManifest manifest, long start) {
    double seconds = (System.nanoTime() - start) / NANOS;
    Map<String, Number> metrics = new TreeMap<>();
    metrics.put("image_count", manifest.imageCount());
    metrics.put("rejected_count", ledger.count());
    ledger.counts().forEach((reason, count) -> metrics.put("rejected_" + reason.wireName(), count));
    metrics.put("shard_count", manifest.shardCount());
    metrics.put("seconds", seconds);
    metrics.put("images_per_second", manifest.imageCount() / seconds);
    metrics.put("read_thread_seconds", times.readSeconds());
    metrics.put("decode_thread_seconds", times.decodeSeconds());
    metrics.put("bytes_read", times.readBytes());
    metrics.put("bytes_written", writer.bytes());
    return metrics;
  }

  private void writeOutputs(
      TensorManifest manifest, RejectsLedger ledger, Map<String, Number> metrics) {
    outputs.parameter("shards", IntStream.range(0, manifest.shardCount()).boxed().toList());
    outputs.parameter("image_count", manifest.imageCount());
    outputs.parameter("rejected_count", ledger.count());
    outputs.artifact(
        "tensors",
        settings.tensors().toString(),
        Map.of(
            "image_count", manifest.imageCount(),
            "shard_count", manifest.shardCount(),
            "dtype", settings.decoding().spec().type().wireName(),
            "image_height", settings.decoding().spec().height(),
            "image_width", settings.decoding().spec().width()));
    outputs.artifact("rejects", Map.of("rejected_count", ledger.count()));
    outputs.metrics("metrics", metrics);
  }
}
