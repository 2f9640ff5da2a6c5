package dev.visualsimilarity.extractfeatures;

import dev.visualsimilarity.command.Commands;
import dev.visualsimilarity.command.OutputOptions;
import dev.visualsimilarity.command.Step;
import dev.visualsimilarity.command.Version;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.savedmodel.ModelOptions;
import dev.visualsimilarity.storage.StorageUri;
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
      description = "the shard to work on, from 0 (default: ${DEFAULT-VALUE})")
  int shard;

  @Option(
      names = "--shard-count",
      paramLabel = "NUMBER",
      description = "how many shards there are (default: what the manifest says)")
  int shardCount;

  @Mixin ModelOptions model;

  @Option(
      names = "--embeddings-uri",
      required = true,
      paramLabel = "URI",
      description = "the directory to write the embeddings to, for index data only")
  String embeddingsUri;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "format of the index data: json (default: ${DEFAULT-VALUE})")
  String format = "json";

  @Option(
      names = "--batch-size",
      paramLabel = "IMAGES",
      description = "images in a call of the model (default: chosen)")
  int batchSize;

  @Option(
      names = "--workers",
      paramLabel = "THREADS",
      description = "threads that call the model (default: one a core)")
  int workers;

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
    if (!format.isBlank() && !format.equals("json")) {
      throw UserException.badParameter(
          "format '%s' is not written; the format that is written is json".formatted(format));
    }
    return new ExtractSettings(
        StorageUri.parse(tensorsUri),
        shard,
        shardCount,
        model.spec(),
        StorageUri.parse(embeddingsUri),
        batchSize,
        workers);
  }
}
