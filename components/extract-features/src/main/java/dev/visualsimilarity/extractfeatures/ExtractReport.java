package dev.visualsimilarity.extractfeatures;

import dev.visualsimilarity.command.Outputs;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.ledger.Reject;
import dev.visualsimilarity.ledger.RejectsLedger;
import dev.visualsimilarity.storage.Storage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the outputs of the step, which are sums over its shards. */
final class ExtractReport {

  private static final Logger LOG = LoggerFactory.getLogger(ExtractReport.class);
  private static final double NANOS = 1e9;

  private final Storage storage;
  private final Outputs outputs;
  private final ExtractSettings settings;
  private final StageTimes times;

  ExtractReport(Storage storage, Outputs outputs, ExtractSettings settings, StageTimes times) {
    this.storage = storage;
    this.outputs = outputs;
    this.settings = settings;
    this.times = times;
  }

  /**
   * Writes ledger, parameters, artifacts and metrics.
   *
   * @param shards all of the step, in their order
   * @param resumed how many of them were finished before
   * @param worked images of the others
   * @param nanos from the first image to the last file; to load the model is not among it
   * @throws UserException after all is written, if more images were rejected than allowed, or all
   */
  void write(List<FinishedShard> shards, int resumed, long worked, long nanos) throws IOException {
    try (RejectsLedger ledger = RejectsLedger.begin(storage, outputs.artifactFile("rejects"))) {
      for (FinishedShard shard : shards) {
        for (Reject reject : shard.rejects()) {
          ledger.add(reject);
        }
      }
      ledger.commit();
      long embeddings = shards.stream().mapToLong(FinishedShard::embeddings).sum();
      int dimensions = shards.stream().mapToInt(FinishedShard::dimensions).max().orElse(0);
      double imagesPerSecond = worked / (nanos / NANOS);
      LOG.info(
          "{} shards, {} of them finished before: {} embeddings of {} components, {} rejected, {} images/s",
          shards.size(),
          resumed,
          embeddings,
          dimensions,
          ledger.count(),
          Math.round(imagesPerSecond));
      Map<String, Number> metrics = new TreeMap<>(times.metrics());
      metrics.put("embedding_count", embeddings);
      metrics.put("rejected_count", ledger.count());
      ledger.counts().forEach((why, count) -> metrics.put("rejected_" + why.wireName(), count));
      metrics.put("resumed_shard_count", resumed);
      metrics.put("dimensions", dimensions);
      metrics.put("seconds", nanos / NANOS);
      metrics.put("images_per_second", imagesPerSecond);
      writeOutputs(embeddings, ledger.count(), dimensions, metrics);
      long images = embeddings + ledger.count();
      ledger.check(images, settings.maxRejectFraction());
      if (embeddings == 0 && images > 0) {
        throw UserException.tooManyRejects(
            "none of %d images has an embedding: %s".formatted(images, ledger.summary()));
      }
    }
  }

  private void writeOutputs(
      long embeddings, long rejected, int dimensions, Map<String, Number> metrics) {
    outputs.parameter("embedding_count", embeddings);
    outputs.parameter("rejected_count", rejected);
    outputs.parameter("dimensions", dimensions);
    outputs.artifact(
        "embeddings",
        settings.embeddings().toString(),
        Map.of(
            "embedding_count", embeddings,
            "dimensions", dimensions,
            "format", settings.format().wireName()));
    outputs.artifact("rejects", Map.of("rejected_count", rejected));
    outputs.metrics("metrics", metrics);
  }
}
