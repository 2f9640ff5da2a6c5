package dev.visualsimilarity.extractfeatures;

import dev.visualsimilarity.command.Progress;
import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.datapoint.DatapointFormat;
import dev.visualsimilarity.datapoint.DatapointWriter;
import dev.visualsimilarity.datapoint.RecordException;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.ledger.Reject;
import dev.visualsimilarity.ledger.RejectReason;
import dev.visualsimilarity.ledger.Stage;
import dev.visualsimilarity.storage.PendingObject;
import dev.visualsimilarity.storage.StorageUri;
import dev.visualsimilarity.tensors.TensorShard;
import dev.visualsimilarity.tensors.TensorShardReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes the embeddings of one shard. Used once. */
final class ShardExtraction {

  private final StorageUri uri;
  private final VectorRules rules;
  private final StageTimes times;
  private final Progress progress;
  private final List<Reject> rejects = new ArrayList<>();
  private long embeddings;
  private int dimensions;

  /**
   * Prepares the work.
   *
   * @param uri of the shard of tensors
   * @param dimensions of an embedding, as far as the model says
   */
  ShardExtraction(
      StorageUri uri, int dimensions, VectorRules rules, StageTimes times, Progress progress) {
    this.uri = uri;
    this.dimensions = dimensions;
    this.rules = rules;
    this.times = times;
    this.progress = progress;
  }

  /**
   * Does the work; the file is there, whole, when this returns.
   *
   * @param expected what the shard must be
   * @param inputs for the record
   */
  FinishedShard run(
      VectorPipeline pipeline,
      TensorShardReader tensors,
      TensorShard expected,
      PendingObject file,
      DatapointFormat format,
      Map<String, String> inputs)
      throws IOException {
    SummedOutput out = new SummedOutput(file);
    try (DatapointWriter writer = format.writer(out, dimensions)) {
      pipeline.run(tensors, expected.imageCount(), batch -> write(batch, writer));
    }
    if (embeddings + rejects.size() != expected.imageCount()) {
      throw UserException.failed(
          "shard %s has %d images, but its manifest says %d; run preprocess again"
              .formatted(uri, embeddings + rejects.size(), expected.imageCount()));
    }
    tensors.check(expected.checksum());
    long start = System.nanoTime();
    file.commit();
    times.wrote(System.nanoTime() - start);
    times.wroteBytes(out.checksum().size());
    return new FinishedShard(inputs, out.checksum(), embeddings, dimensions, List.copyOf(rejects));
  }

  private void write(List<Datapoint> batch, DatapointWriter writer) throws IOException {
    long start = System.nanoTime();
    for (Datapoint datapoint : batch) {
      write(datapoint, writer);
    }
    times.wrote(System.nanoTime() - start);
    progress.add(batch.size());
  }

  private void write(Datapoint datapoint, DatapointWriter writer) throws IOException {
    try {
      float[] vector = rules.apply(datapoint.vector());
      writer.write(new Datapoint(datapoint.id(), vector, datapoint.attributes()));
      dimensions = vector.length;
      embeddings++;
    } catch (BadVectorException e) {
      rejects.add(e.reject(datapoint.id(), uri.toString()));
    } catch (RecordException e) {
      rejects.add(
          new Reject(
              datapoint.id(),
              uri.toString(),
              Stage.EXTRACT,
              RejectReason.BAD_METADATA,
              e.getMessage()));
    }
  }
}
