package dev.visualsimilarity.sample.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code train-model}: draws the training pictures, trains and exports the sample model. */
@Command(
    name = "train-model",
    mixinStandardHelpOptions = true,
    description = "Trains the sample model on drawn products that the sample catalog has not.")
public final class TrainModel implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(TrainModel.class);

  @Option(
      names = "--folder",
      defaultValue = "pipeline/sample/model",
      description = "Where to write (default: ${DEFAULT-VALUE}).")
  Path folder;

  @Option(
      names = "--steps",
      defaultValue = "0",
      description = "Batches to train on; 0 for the plan's.")
  int steps;

  @Override
  public Integer call() throws IOException {
    TrainingPlan plan =
        steps > 0 ? TrainingPlan.COMMITTED.withSteps(steps) : TrainingPlan.COMMITTED;
    LOG.info("drawing pictures");
    TrainingImages images = TrainingImages.draw(plan);
    LOG.info("{} pictures of {} products", images.size(), images.labels());
    ModelExporter.export(new Trainer(plan, LOG::info).train(images).weights(), folder);
    System.out.println("model written to " + folder);
    return 0;
  }
}
