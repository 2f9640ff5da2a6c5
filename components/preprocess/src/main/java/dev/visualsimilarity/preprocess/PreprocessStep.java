package dev.visualsimilarity.preprocess;

import dev.visualsimilarity.catalog.CatalogItem;
import dev.visualsimilarity.catalog.CatalogReader;
import dev.visualsimilarity.command.Outputs;
import dev.visualsimilarity.command.Progress;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.ledger.Reject;
import dev.visualsimilarity.ledger.RejectsLedger;
import dev.visualsimilarity.preprocess.resume.FinishedShards;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.tensors.TensorManifest;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns the images of a catalog into tensor shards. */
final class PreprocessStep {

  private static final Logger LOG = LoggerFactory.getLogger(PreprocessStep.class);
  private static final double NANOS = 1e9;
  private static final long MEGABYTE = 1_000_000;

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
   * Does the work and writes all outputs. Shards that an earlier run finished are kept. However
   * many items are rejected, all of the catalog is worked on: the ledger is complete then, and no
   * good work is lost.
   *
   * @throws UserException if the catalog as a whole cannot be used or, after the outputs were
   *     written, if too many items were rejected
   */
  void run() throws IOException {
    long start = System.nanoTime();
    CatalogSize size = size();
    LOG.info("{}: {} rows, {} items", settings.source().catalog(), size.rows, size.items);
    PipelineLimits limits = limits(size);
    ShardPlan plan = plan(size, limits);
    try (RejectsLedger ledger = RejectsLedger.begin(storage, outputs.artifactFile("rejects"));
        TensorSetWriter writer =
            TensorSetWriter.begin(storage, settings.tensors(), settings.decoding(), plan)) {
      write(writer, ledger, size.rows, plan, limits);
      TensorManifest manifest = writer.finish(settings.source().catalog().toString());
      ledger.commit();
      Map<String, Number> metrics =
          metrics(writer, ledger, manifest, (System.nanoTime() - start) / NANOS);
      log(metrics);
      writeOutputs(manifest, ledger, metrics);
      ledger.check(size.rows, settings.maxRejectFraction());
      if (manifest.imageCount() == 0) {
        throw UserException.tooManyRejects(
            "no image of catalog %s could be used: %s"
                .formatted(settings.source().catalog(), ledger.summary()));
      }
    }
  }

  private record CatalogSize(long rows, long items, boolean cloudImages) {}

  private CatalogSize size() throws IOException {
    long rows = 0;
    long items = 0;
    boolean cloudImages = false;
    try (CatalogReader catalog =
        CatalogReader.open(
            storage, settings.source(), settings.columns(), settings.reportColumns())) {
      while (catalog.hasNext()) {
        if (catalog.next() instanceof CatalogItem item) {
          items++;
          cloudImages |= !item.image().isLocal();
        }
        rows++;
      }
    }
    return new CatalogSize(rows, items, cloudImages);
  }

  private PipelineLimits limits(CatalogSize size) {
    int cores = Runtime.getRuntime().availableProcessors();
    return PipelineLimits.of(size.cloudImages, settings.decoding().spec(), cores);
  }

  private ShardPlan plan(CatalogSize size, PipelineLimits limits) throws IOException {
    ShardPlan plan = ShardPlan.of(size.items, settings.shardSize());
    try (FinishedShards shards =
        new FinishedShards(storage, settings.tensors(), plan.shardCount(), limits.readers())) {
      if (!shards.look()) {
        return plan;
      }
      LOG.info("{} has shards of an earlier run: checking them", settings.tensors());
      try (CatalogReader catalog = openCatalog()) {
        Set<Integer> finished = shards.verify(catalog, settings.shardSize(), settings.decoding());
        LOG.info("{} of {} shards are finished and kept", finished.size(), plan.shardCount());
        return plan.with(finished);
      }
    }
  }

  private CatalogReader openCatalog() throws IOException {
    return CatalogReader.open(storage, settings.source(), settings.columns());
  }

  private void write(
      TensorSetWriter writer,
      RejectsLedger ledger,
      long rows,
      ShardPlan plan,
      PipelineLimits limits)
      throws IOException {
    Progress progress = new Progress(LOG, "images", rows, System::nanoTime);
    boolean warned = false;
    try (CatalogReader catalog = openCatalog();
        ImagePipeline pipeline =
            new ImagePipeline(
                catalog, plan::isFinished, storage, settings.decoding(), limits, times)) {
      while (pipeline.hasNext()) {
        Outcome outcome = pipeline.next();
        long start = System.nanoTime();
        write(outcome, writer, ledger);
        if (outcome instanceof Outcome.Ready ready) {
          times.writtenImage(ready.frame().length());
          ready.memory().close();
        }
        times.written(System.nanoTime() - start);
        if (!warned && ledger.count() > settings.maxRejectFraction() * rows) {
          warned = true;
          LOG.warn(
              "more rejected already than max_reject_fraction {} of {} rows allows: {}; this run will end with exit code 3",
              settings.maxRejectFraction(),
              rows,
              ledger.commonestReasons());
        }
        progress.add(1);
      }
    }
  }

  private static void write(Outcome outcome, TensorSetWriter writer, RejectsLedger ledger)
      throws IOException {
    if (outcome instanceof Outcome.Ready ready) {
      writer.write(ready);
    } else if (outcome instanceof Outcome.Rejected rejected) {
      writer.reject(rejected);
      ledger.add(rejected.reject());
    } else if (outcome instanceof Outcome.NoItem noItem) {
      ledger.add(noItem.reject());
    } else {
      Optional<Reject> reject = writer.keep();
      if (reject.isPresent()) {
        ledger.add(reject.get());
      }
    }
  }

  private Map<String, Number> metrics(
      TensorSetWriter writer, RejectsLedger ledger, TensorManifest manifest, double seconds) {
    Map<String, Number> metrics = new TreeMap<>(times.metrics(seconds));
    metrics.put("image_count", manifest.imageCount());
    metrics.put("rejected_count", ledger.count());
    ledger.counts().forEach((reason, count) -> metrics.put("rejected_" + reason.wireName(), count));
    metrics.put("duplicate_image_count", writer.duplicates());
    metrics.put("shard_count", manifest.shardCount());
    metrics.put("resumed_shard_count", writer.keptShards());
    return metrics;
  }

  private static void log(Map<String, Number> metrics) {
    LOG.info(
        "{} images ({} exact duplicates), {} rejected; {} of {} shards were finished before",
        metrics.get("image_count"),
        metrics.get("duplicate_image_count"),
        metrics.get("rejected_count"),
        metrics.get("resumed_shard_count"),
        metrics.get("shard_count"));
    LOG.info(
        "{} s, {} images/s; seconds of threads: {} reading, {} decoding, {} writing; {} MB read, {} MB written",
        rounded(metrics, "seconds"),
        Math.round(metrics.get("images_per_second").doubleValue()),
        rounded(metrics, "read_thread_seconds"),
        rounded(metrics, "decode_thread_seconds"),
        rounded(metrics, "write_thread_seconds"),
        metrics.get("bytes_read").longValue() / MEGABYTE,
        metrics.get("bytes_written").longValue() / MEGABYTE);
  }

  private static String rounded(Map<String, Number> metrics, String name) {
    return "%.1f".formatted(metrics.get(name).doubleValue());
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
