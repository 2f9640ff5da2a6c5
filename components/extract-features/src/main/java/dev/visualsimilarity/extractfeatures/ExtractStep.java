package dev.visualsimilarity.extractfeatures;

import dev.visualsimilarity.command.Outputs;
import dev.visualsimilarity.command.Progress;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.savedmodel.ModelStore;
import dev.visualsimilarity.savedmodel.SavedModelDirectory;
import dev.visualsimilarity.storage.PendingObject;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageObject;
import dev.visualsimilarity.storage.StorageUri;
import dev.visualsimilarity.tensors.TensorManifest;
import dev.visualsimilarity.tensors.TensorShardReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns shards of tensors into files of index data, one each; those that are there are kept. */
final class ExtractStep {

  private static final Logger LOG = LoggerFactory.getLogger(ExtractStep.class);

  private final Storage storage;
  private final Outputs outputs;
  private final ModelStore models;
  private final ExtractSettings settings;
  private final FinishedShards finishedShards;
  private final StageTimes times = new StageTimes();
  private long nanos;

  ExtractStep(Storage storage, Outputs outputs, ModelStore models, ExtractSettings settings) {
    this.storage = storage;
    this.outputs = outputs;
    this.models = models;
    this.settings = settings;
    this.finishedShards = new FinishedShards(storage, settings.embeddings());
  }

  /**
   * Does the work and writes all outputs.
   *
   * @throws UserException if there are no such tensors or the model does not fit them
   */
  void run() throws IOException {
    TensorManifest manifest = TensorManifest.read(storage, settings.tensors());
    List<Integer> shards = settings.shards(manifest.shardCount());
    check(manifest, shards);
    Map<Integer, FinishedShard> finished = new TreeMap<>();
    try (SavedModelDirectory model = models.open(settings.model())) {
      ShardInputs inputs = new ShardInputs(settings, manifest, model.fingerprint());
      for (int shard : shards) {
        finishedShards
            .find(file(manifest, shard), inputs.of(shard))
            .ifPresent(found -> finished.put(shard, found));
      }
      int resumed = finished.size();
      long resumedImages = images(finished);
      if (resumed > 0) {
        LOG.info("{} of {} shards were finished before", resumed, shards.size());
      }
      if (resumed < shards.size()) {
        extract(manifest, model, inputs, shards, finished);
      }
      long worked = images(finished) - resumedImages;
      new ExtractReport(storage, outputs, settings, times)
          .write(List.copyOf(finished.values()), resumed, worked, nanos);
    }
  }

  /** What the user can have got wrong is looked for before the first image is read. */
  private void check(TensorManifest manifest, List<Integer> shards) throws IOException {
    EmbeddingFile.checkDirectory(
        storage, settings.embeddings(), manifest.shardCount(), settings.format());
    for (int shard : shards) {
      StorageUri uri = TensorManifest.shard(settings.tensors(), shard, manifest.shardCount());
      Optional<StorageObject> object = storage.find(uri);
      if (object.isEmpty()) {
        throw UserException.failed(
            "shard %s is missing, though the manifest lists it; run preprocess again"
                .formatted(uri));
      }
    }
    int most = InputBatch.mostImages(manifest.spec());
    if (settings.batchSize() > most) {
      throw UserException.badParameter(
          "batch size %d is out of range; of images of %s allowed are 0 to %d"
              .formatted(settings.batchSize(), manifest.spec(), most));
    }
    if (settings.precision() == Precision.BFLOAT16 && !Processor.hasBfloat16().orElse(true)) {
      LOG.warn("this processor has no instructions for bfloat16; float32 may well be faster");
    }
  }

  private void extract(
      TensorManifest manifest,
      SavedModelDirectory model,
      ShardInputs inputs,
      List<Integer> shards,
      Map<Integer, FinishedShard> finished)
      throws IOException {
    int workers =
        settings.workers() > 0 ? settings.workers() : Runtime.getRuntime().availableProcessors();
    List<Integer> left = shards.stream().filter(shard -> !finished.containsKey(shard)).toList();
    long images = left.stream().mapToLong(i -> manifest.shards().get(i).imageCount()).sum();
    try (FeatureExtractor extractor =
            FeatureExtractor.load(
                model, settings.model(), manifest.spec(), workers, settings.precision());
        VectorPipeline pipeline =
            new VectorPipeline(
                extractor, settings.batchSize(extractor.fixedBatch()), workers, times)) {
      Progress progress = new Progress(LOG, "images", images, System::nanoTime);
      long start = System.nanoTime();
      for (int shard : left) {
        StorageUri tensors = TensorManifest.shard(settings.tensors(), shard, manifest.shardCount());
        StorageUri file = file(manifest, shard);
        ShardExtraction extraction =
            new ShardExtraction(tensors, extractor.dimensions(), settings.rules(), times, progress);
        try (TensorShardReader reader = TensorShardReader.open(storage, tensors, manifest.spec());
            PendingObject object = storage.write(file)) {
          finished.put(
              shard,
              extraction.run(
                  pipeline,
                  reader,
                  manifest.shards().get(shard),
                  object,
                  settings.format(),
                  inputs.of(shard)));
        }
        finishedShards.add(file, finished.get(shard));
      }
      nanos = System.nanoTime() - start;
    }
  }

  private static long images(Map<Integer, FinishedShard> shards) {
    return shards.values().stream().mapToLong(FinishedShard::images).sum();
  }

  private StorageUri file(TensorManifest manifest, int shard) {
    return EmbeddingFile.of(settings.embeddings(), shard, manifest.shardCount(), settings.format());
  }
}
