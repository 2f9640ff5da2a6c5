package dev.visualsimilarity.extractfeatures;

import dev.visualsimilarity.command.Outputs;
import dev.visualsimilarity.command.Progress;
import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.datapoint.DatapointFormat;
import dev.visualsimilarity.datapoint.DatapointWriter;
import dev.visualsimilarity.datapoint.RecordException;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.ledger.Reject;
import dev.visualsimilarity.ledger.RejectReason;
import dev.visualsimilarity.ledger.RejectsLedger;
import dev.visualsimilarity.ledger.Stage;
import dev.visualsimilarity.savedmodel.ModelStore;
import dev.visualsimilarity.savedmodel.SavedModelDirectory;
import dev.visualsimilarity.storage.PendingObject;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageUri;
import dev.visualsimilarity.tensors.TensorManifest;
import dev.visualsimilarity.tensors.TensorShardReader;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns a shard of tensors into a file of index data. */
final class ExtractStep {

  private static final Logger LOG = LoggerFactory.getLogger(ExtractStep.class);
  private static final double NANOS = 1e9;

  // Small enough that the activations of a common model stay in the cache of a core.
  private static final int BATCH_SIZE = 4;

  private final Storage storage;
  private final Outputs outputs;
  private final ModelStore models;
  private final ExtractSettings settings;
  private long embeddings;
  private int dimensions;

  ExtractStep(Storage storage, Outputs outputs, ModelStore models, ExtractSettings settings) {
    this.storage = storage;
    this.outputs = outputs;
    this.models = models;
    this.settings = settings;
  }

  /**
   * Does the work and writes all outputs.
   *
   * @throws UserException if there are no such tensors or the model does not fit them
   */
  void run() throws IOException {
    TensorManifest manifest = manifest();
    int workers =
        settings.workers() > 0 ? settings.workers() : Runtime.getRuntime().availableProcessors();
    StorageUri uri =
        EmbeddingFile.of(settings.embeddings(), settings.shard(), manifest.shardCount());
    EmbeddingFile.checkDirectory(storage, settings.embeddings(), manifest.shardCount());
    try (SavedModelDirectory model = models.open(settings.model());
        FeatureExtractor extractor =
            FeatureExtractor.load(model, settings.model(), manifest.spec(), workers);
        TensorShardReader shard = shard(manifest);
        VectorPipeline pipeline =
            new VectorPipeline(shard, extractor, batchSize(extractor), workers);
        RejectsLedger ledger = RejectsLedger.begin(storage, outputs.artifactFile("rejects"));
        PendingObject file = storage.write(uri)) {
      dimensions = extractor.dimensions();
      long start = System.nanoTime();
      int images = manifest.shards().get(settings.shard()).imageCount();
      write(pipeline, file, ledger, images);
      ledger.commit();
      file.commit();
      Map<String, Number> metrics =
          metrics((System.nanoTime() - start) / NANOS, pipeline.inferSeconds(), ledger);
      LOG.info(
          "shard {} of 0 to {}: {} embeddings of {} components, {} rejected, {} images/s",
          settings.shard(),
          manifest.shardCount() - 1,
          embeddings,
          dimensions,
          ledger.count(),
          Math.round(metrics.get("images_per_second").doubleValue()));
      writeOutputs(ledger, metrics);
    }
  }

  private TensorManifest manifest() throws IOException {
    TensorManifest manifest = TensorManifest.read(storage, settings.tensors());
    if (settings.shardCount() > 0 && settings.shardCount() != manifest.shardCount()) {
      throw UserException.badParameter(
          "shard count %d is not that of %s, which has %d shards"
              .formatted(settings.shardCount(), settings.tensors(), manifest.shardCount()));
    }
    if (settings.shard() >= manifest.shardCount()) {
      throw UserException.badParameter(
          "there is no shard %d in %s, which has %d shards, counted from 0"
              .formatted(settings.shard(), settings.tensors(), manifest.shardCount()));
    }
    return manifest;
  }

  private TensorShardReader shard(TensorManifest manifest) throws IOException {
    StorageUri uri =
        TensorManifest.shard(settings.tensors(), settings.shard(), manifest.shardCount());
    try {
      return TensorShardReader.open(storage, uri, manifest.spec());
    } catch (NoSuchFileException e) {
      throw UserException.failed(
          "shard %s is missing, though the manifest lists it; run preprocess again".formatted(uri),
          e);
    }
  }

  private int batchSize(FeatureExtractor extractor) {
    if (extractor.fixedBatch() > 0) {
      return extractor.fixedBatch();
    }
    return settings.batchSize() > 0 ? settings.batchSize() : BATCH_SIZE;
  }

  private void write(VectorPipeline pipeline, PendingObject file, RejectsLedger ledger, int images)
      throws IOException {
    Progress progress = new Progress(LOG, "images", images, System::nanoTime);
    try (DatapointWriter writer = DatapointFormat.JSON.writer(file, 0)) {
      for (List<Datapoint> batch = pipeline.next(); !batch.isEmpty(); batch = pipeline.next()) {
        for (Datapoint datapoint : batch) {
          write(datapoint, writer, ledger);
        }
        progress.add(batch.size());
      }
    }
    if (embeddings + ledger.count() != images) {
      throw UserException.failed(
          "shard %d of %s has %d images, but its manifest says %d; run preprocess again"
              .formatted(
                  settings.shard(), settings.tensors(), embeddings + ledger.count(), images));
    }
  }

  private void write(Datapoint datapoint, DatapointWriter writer, RejectsLedger ledger)
      throws IOException {
    for (float component : datapoint.vector()) {
      if (!Float.isFinite(component)) {
        reject(
            datapoint,
            RejectReason.NOT_FINITE,
            "a component of its embedding is " + component,
            ledger);
        return;
      }
    }
    try {
      writer.write(datapoint);
      dimensions = datapoint.vector().length;
      embeddings++;
    } catch (RecordException e) {
      reject(datapoint, RejectReason.BAD_METADATA, e.getMessage(), ledger);
    }
  }

  private void reject(
      Datapoint datapoint, RejectReason reason, String message, RejectsLedger ledger)
      throws IOException {
    ledger.add(
        new Reject(datapoint.id(), settings.tensors().toString(), Stage.EXTRACT, reason, message));
  }

  private Map<String, Number> metrics(double seconds, double inferSeconds, RejectsLedger ledger) {
    Map<String, Number> metrics = new TreeMap<>();
    metrics.put("embedding_count", embeddings);
    metrics.put("rejected_count", ledger.count());
    metrics.put("dimensions", dimensions);
    metrics.put("seconds", seconds);
    metrics.put("images_per_second", (embeddings + ledger.count()) / seconds);
    metrics.put("infer_thread_seconds", inferSeconds);
    return metrics;
  }

  private void writeOutputs(RejectsLedger ledger, Map<String, Number> metrics) {
    outputs.parameter("embedding_count", embeddings);
    outputs.parameter("rejected_count", ledger.count());
    outputs.parameter("dimensions", dimensions);
    outputs.artifact(
        "embeddings",
        settings.embeddings().toString(),
        Map.of("embedding_count", embeddings, "dimensions", dimensions, "format", "json"));
    outputs.artifact("rejects", Map.of("rejected_count", ledger.count()));
    outputs.metrics("metrics", metrics);
  }
}
