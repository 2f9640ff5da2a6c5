package dev.visualsimilarity.preprocess;

import dev.visualsimilarity.catalog.CatalogOptions;
import dev.visualsimilarity.catalog.CatalogSource;
import dev.visualsimilarity.command.Commands;
import dev.visualsimilarity.command.OutputOptions;
import dev.visualsimilarity.command.Outputs;
import dev.visualsimilarity.command.RunDirectoryOptions;
import dev.visualsimilarity.command.Step;
import dev.visualsimilarity.command.Version;
import dev.visualsimilarity.preprocess.image.DecodeOptions;
import dev.visualsimilarity.savedmodel.ModelInput;
import dev.visualsimilarity.savedmodel.ModelOptions;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.tensors.TensorSpec;
import dev.visualsimilarity.tensors.TensorType;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The component that turns a catalog of images into tensors. */
@Command(
    name = "preprocess",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description =
        "Decodes and resizes the images of a catalog and writes them as TFRecord shards of tensors.")
public final class Preprocess implements Callable<Integer> {

  @Option(
      names = "--catalog-uri",
      required = true,
      paramLabel = "URI",
      description =
          "the catalog: a table (CSV with a header, or JSON Lines; UTF-8, gzip allowed), a folder of"
              + " images, or a zip or tar of them")
  String catalogUri;

  @Option(
      names = "--image-root-uri",
      paramLabel = "URI",
      description =
          "what relative image paths count from: a folder, a zip or a tar (default: the catalog's"
              + " folder)")
  String imageRootUri = "";

  @Mixin CatalogOptions catalogOptions;

  @Option(
      names = "--label-column",
      paramLabel = "COLUMN",
      description =
          "the column that query-index will compare as the label; only checked here to exist, since"
              + " query-index comes after the expensive steps")
  String labelColumn = "";

  @Option(
      names = "--tensors-uri",
      required = true,
      paramLabel = "URI",
      description =
          "the directory to write the tensors to; shards in it that an earlier run with the same"
              + " inputs finished are kept")
  String tensorsUri;

  @Mixin RunDirectoryOptions run = new RunDirectoryOptions();

  @Mixin ModelOptions model;

  @Option(
      names = "--image-height",
      paramLabel = "PIXELS",
      description =
          "height of the tensors; 0: what the model fixes, else " + ModelInput.DEFAULT_SIDE)
  int imageHeight;

  @Option(
      names = "--image-width",
      paramLabel = "PIXELS",
      description =
          "width of the tensors; 0: what the model fixes, else " + ModelInput.DEFAULT_SIDE)
  int imageWidth;

  @Option(
      names = "--tensor-type",
      paramLabel = "TYPE",
      description =
          "float32, or uint8 for a quarter of the bytes, rounded (default: ${DEFAULT-VALUE})")
  String tensorType = "float32";

  @Option(
      names = "--apply-exif-orientation",
      arity = "1",
      paramLabel = "true|false",
      description =
          "turn images upright as their EXIF orientation says; false: take them as they are stored")
  boolean applyExifOrientation;

  @Option(
      names = "--shard-size",
      paramLabel = "ITEMS",
      description = "items of the catalog in a shard (default: ${DEFAULT-VALUE})")
  int shardSize = 2000;

  @Option(
      names = "--max-reject-fraction",
      paramLabel = "FRACTION",
      description =
          "the share of rows that may be rejected; more, and the exit code is 3 once all of the catalog"
              + " is done (default: ${DEFAULT-VALUE})")
  double maxRejectFraction = 0.05;

  @Mixin OutputOptions outputOptions;

  /** Runs the command and exits with its code. */
  public static void main(String[] args) {
    System.exit(Commands.execute(new Preprocess(), args));
  }

  @Override
  public Integer call() throws Exception {
    return Step.run(outputOptions, this::step);
  }

  void step(Storage storage, Outputs outputs) throws IOException {
    new PreprocessStep(storage, outputs, settings(storage)).run();
  }

  private PreprocessSettings settings(Storage storage) throws IOException {
    return new PreprocessSettings(
        CatalogSource.parse(catalogUri, imageRootUri),
        catalogOptions.columns(),
        labelColumn.isBlank() ? Map.of() : Map.of(labelColumn.strip(), "label_column"),
        run.directory(tensorsUri),
        new DecodeOptions(spec(storage), applyExifOrientation),
        shardSize,
        maxRejectFraction);
  }

  private TensorSpec spec(Storage storage) throws IOException {
    TensorType type = TensorType.parse(tensorType);
    return model.isGiven()
        ? ModelInput.spec(model.store(storage), model.spec(), type, imageHeight, imageWidth)
        : ModelInput.spec(type, imageHeight, imageWidth);
  }
}
