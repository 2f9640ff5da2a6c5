package dev.visualsimilarity.sample.training;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.proto.ConfigProto;

/** Trains a network on drawn pictures. */
final class Trainer {

  private static final int REPORT_EVERY = 50;

  private final TrainingPlan plan;
  private final Consumer<String> log;

  /**
   * @param log takes a line of progress now and then
   */
  Trainer(TrainingPlan plan, Consumer<String> log) {
    this.plan = plan;
    this.log = log;
  }

  /**
   * What training yields.
   *
   * @param weights values of the network's variables, in the order of their creation
   * @param losses mean loss of each so many steps
   */
  record Trained(List<float[]> weights, List<Double> losses) {}

  /** Trains from random values; on one machine the same plan gives the same weights. */
  Trained train(TrainingImages images) {
    // One thread: sums of floats then have one order, and a run can be repeated bit by bit.
    ConfigProto config =
        ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(1)
            .setInterOpParallelismThreads(1)
            .build();
    Batches batches = new Batches(images, plan.batchSize(), plan.seed());
    try (Graph graph = new Graph()) {
      TrainingGraph training = new TrainingGraph(graph, images.labels());
      try (Session session = new Session(graph, config)) {
        session.initialize();
        training.parameters().assign(session, training.parameters().initialValues(plan.seed()));
        List<Double> losses = run(session, training, batches);
        return new Trained(training.parameters().read(session), losses);
      }
    }
  }

  private List<Double> run(Session session, TrainingGraph training, Batches batches) {
    List<Double> losses = new ArrayList<>();
    double sum = 0;
    Batch batch = batches.next();
    for (int step = 0; step < plan.steps(); step++) {
      CompletableFuture<Batch> next = CompletableFuture.supplyAsync(batches::next);
      sum += training.train(session, batch, plan.learningRate(step));
      if ((step + 1) % REPORT_EVERY == 0 || step + 1 == plan.steps()) {
        int steps = step % REPORT_EVERY + 1;
        losses.add(sum / steps);
        log.accept(String.format("step %d/%d, loss %.3f", step + 1, plan.steps(), sum / steps));
        sum = 0;
      }
      batch = next.join();
    }
    return losses;
  }
}
