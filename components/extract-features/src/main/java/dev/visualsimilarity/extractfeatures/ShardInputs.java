package dev.visualsimilarity.extractfeatures;

import dev.visualsimilarity.storage.Checksum;
import dev.visualsimilarity.tensors.TensorManifest;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that a file of embeddings depends on: where two runs agree in it, they write the same bytes.
 * How many threads call the model is not among it.
 *
 * @param settings of the run
 * @param manifest of the tensors
 * @param model its fingerprint
 */
record ShardInputs(ExtractSettings settings, TensorManifest manifest, String model) {

  /** Counts up when the same inputs give other bytes than in an earlier release. */
  private static final int VERSION = 1;

  /** The inputs of a shard by name. */
  Map<String, String> of(int shard) {
    Checksum tensors = manifest.checksum(shard);
    Map<String, String> inputs = new TreeMap<>();
    inputs.put("version", Integer.toString(VERSION));
    inputs.put(
        "tensors", "%s %d %08x".formatted(manifest.spec(), tensors.size(), tensors.crc32c()));
    inputs.put("model", model);
    inputs.put("signature", settings.model().signature());
    inputs.put("input", settings.model().input());
    inputs.put("output", settings.model().output());
    inputs.put("precision", settings.precision().wireName());
    inputs.put("batch_size", Integer.toString(settings.batchSize(0)));
    inputs.put("l2_normalize", Boolean.toString(settings.rules().l2Normalize()));
    inputs.put("format", settings.format().wireName());
    return inputs;
  }
}
