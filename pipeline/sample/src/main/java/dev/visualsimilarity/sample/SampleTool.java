package dev.visualsimilarity.sample;

import dev.visualsimilarity.command.Commands;
import dev.visualsimilarity.sample.catalog.ContactSheet;
import dev.visualsimilarity.sample.catalog.DrawCatalog;
import dev.visualsimilarity.sample.evaluation.Evaluate;
import dev.visualsimilarity.sample.training.TrainModel;
import picocli.CommandLine.Command;

/** Makes the sample catalog and the sample model. */
@Command(
    name = "sample",
    mixinStandardHelpOptions = true,
    description = "Makes the sample catalog and the sample model.",
    subcommands = {DrawCatalog.class, ContactSheet.class, TrainModel.class, Evaluate.class})
public final class SampleTool {

  private SampleTool() {}

  /** Exit codes: 0 done, 1 failed, 2 bad usage. */
  public static void main(String[] args) {
    System.setProperty("java.awt.headless", "true");
    System.exit(Commands.execute(new SampleTool(), args));
  }
}
