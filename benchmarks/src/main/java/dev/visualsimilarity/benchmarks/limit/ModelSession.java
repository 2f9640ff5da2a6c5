package dev.visualsimilarity.benchmarks.limit;

import dev.visualsimilarity.benchmarks.data.Model;
import java.util.List;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Tensor;
import org.tensorflow.proto.ConfigProto;

/** A model loaded for one setting of threads, and nothing around it. */
public final class ModelSession implements AutoCloseable {

  private final Model model;
  private final ThreadSetting threads;
  private final SavedModelBundle bundle;

  /** Loads the model. */
  public ModelSession(Model model, ThreadSetting threads) {
    this.model = model;
    this.threads = threads;
    this.bundle =
        SavedModelBundle.loader(model.folder().toString())
            .withTags(SavedModelBundle.DEFAULT_TAG)
            .withConfigProto(
                ConfigProto.newBuilder()
                    .setIntraOpParallelismThreads(threads.intraOp())
                    .setInterOpParallelismThreads(threads.interOp())
                    .build())
            .load();
  }

  /**
   * The rate of the model alone: every caller runs batch after batch; the vectors stay in native
   * memory.
   *
   * @param seconds after which no batch is begun but the first of a caller
   */
  public Rate measure(NativeImages images, double seconds) {
    List<Tensor> batches = images.batches();
    return Workers.measure(
        threads.callers(),
        new Workers.Pieces() {
          @Override
          public boolean wants(long piece, double passed) {
            // A thread that starts late has something to measure, too.
            return piece < threads.callers() || passed < seconds;
          }

          @Override
          public int run(long piece) {
            call(batches.get((int) (piece % batches.size())));
            return images.batchSize();
          }
        });
  }

  @Override
  public void close() {
    bundle.close();
  }

  private void call(Tensor batch) {
    try (Result result =
        bundle.session().runner().feed(model.input(), batch).fetch(model.output()).run()) {
      if (result.size() != 1) {
        throw new IllegalStateException("the model gave " + result.size() + " results");
      }
    }
  }
}
