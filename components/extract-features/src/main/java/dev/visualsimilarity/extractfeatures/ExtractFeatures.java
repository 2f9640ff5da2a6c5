package dev.visualsimilarity.extractfeatures;

import dev.visualsimilarity.command.Commands;
import dev.visualsimilarity.command.OutputOptions;
import dev.visualsimilarity.command.RunDirectoryOptions;
import dev.visualsimilarity.command.Step;
import dev.visualsimilarity.command.Version;
import dev.visualsimilarity.datapoint.DatapointFormat;
import dev.visualsimilarity.savedmodel.ModelOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The component that turns a shard of image tensors into embeddings. */
@Command(
    name = "extract-features",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Runs a SavedModel over a shard of tensors and writes the embeddings as index data of Vertex AI Vector Search.")
public final class ExtractFeatures implements Callable<Integer> {

  @Option(
      names = "--tensors-uri",
      required = true,
      paramLabel = "URI",
      description = "the directory of tensors that preprocess wrote")
  String tensorsUri;

  @Option(
      names = "--shard",
      paramLabel = "NUMBER",
      description = "the first shard to work on, from 0 (default: ${DEFAULT-VALUE})")
  int shard;

  @Option(
      names = "--shard-count",
      paramLabel = "NUMBER",
      description =
          "work on every NUMBER-th shard from the first one on; 1: on all; 0: on the first one only (default: ${DEFAULT-VALUE})")
  int shardCount;

  @Mixin ModelOptions model;

  @Option(
      names = "--embeddings-uri",
      required = true,
      paramLabel = "URI",
      description = "the directory to write the embeddings to, for index data only")
  String embeddingsUri;

  @Mixin RunDirectoryOptions run = new RunDirectoryOptions();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "format of the index data: json, csv or avro (default: ${DEFAULT-VALUE})")
  String format = "json";

  @Option(
      names = "--batch-size",
      paramLabel = "IMAGES",
      description =
          "images in a call of the model; 0: what the model fixes or, where it does not, 4 in float32 and 16 in bfloat16 (default: ${DEFAULT-VALUE})")
  int batchSize;

  @Option(
      names = "--workers",
      paramLabel = "THREADS",
      description =
          "threads that call the model, each with about one core; 0: one a core (default: ${DEFAULT-VALUE})")
  int workers;

  @Mixin VectorOptions vectors;

  @Option(
      names = "--max-reject-fraction",
      paramLabel = "FRACTION",
      description =
          "the share of images that may be rejected; more, and the exit code is 3 once all of them are done (default: ${DEFAULT-VALUE})")
  double maxRejectFraction = 0.05;

  @Mixin OutputOptions outputOptions;

  /** Runs the command and exits with its code. */
  public static void main(String[] args) {
    System.exit(Commands.execute(new ExtractFeatures(), args));
  }

  @Override
  public Integer call() throws Exception {
    return Step.run(
        outputOptions,
        (storage, outputs) ->
            new ExtractStep(storage, outputs, model.store(storage), settings()).run());
  }

  private ExtractSettings settings() {
    return new ExtractSettings(
        run.directory(tensorsUri),
        shard,
        shardCount,
        model.spec(),
        vectors.precision(),
        vectors.rules(),
        run.directory(embeddingsUri),
        format.isBlank() ? DatapointFormat.JSON : DatapointFormat.parse(format.strip()),
        batchSize,
        workers,
        maxRejectFraction);
  }
}
