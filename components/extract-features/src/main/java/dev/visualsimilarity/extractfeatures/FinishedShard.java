package dev.visualsimilarity.extractfeatures;

import dev.visualsimilarity.ledger.Reject;
import dev.visualsimilarity.storage.Checksum;
import java.util.List;
import java.util.Map;

/**
 * What is known of a shard once its embeddings are written.
 *
 * @param inputs all that they depend on, by name
 * @param file of the embeddings
 * @param embeddings how many it has
 * @param dimensions of each of them; 0 where there is none and the model does not say
 * @param rejects items of the shard that are not in it
 */
record FinishedShard(
    Map<String, String> inputs,
    Checksum file,
    long embeddings,
    int dimensions,
    List<Reject> rejects) {

  /** How many images it had. */
  long images() {
    return embeddings + rejects.size();
  }
}
