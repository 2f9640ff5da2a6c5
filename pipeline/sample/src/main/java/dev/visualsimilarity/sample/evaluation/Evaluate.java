package dev.visualsimilarity.sample.evaluation;

import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.sample.shape.Kinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code evaluate}: how often a query of a catalog finds its product with a model. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = "Measures how many queries find their product among the nearest images.")
public final class Evaluate implements Callable<Integer> {

  @Option(
      names = "--catalog",
      defaultValue = "pipeline/sample/catalog",
      description = "Folder with catalog.csv and queries.csv (default: ${DEFAULT-VALUE}).")
  Path catalog;

  @Option(
      names = "--model",
      defaultValue = "pipeline/sample/model",
      description = "SavedModel (default: ${DEFAULT-VALUE}).")
  Path model;

  @Option(names = "--misses", description = "List the queries whose product is not the first.")
  boolean misses;

  @Override
  public Integer call() throws IOException {
    require(catalog.resolve("catalog.csv"), "--catalog", "a folder with catalog.csv");
    require(catalog.resolve("queries.csv"), "--catalog", "a folder with queries.csv");
    require(model.resolve("saved_model.pb"), "--model", "a folder with a SavedModel");
    try (Embedder embedder = new Embedder(model)) {
      Retrieval retrieval = Retrieval.of(catalog, embedder);
      System.out.printf("queries %d%n", retrieval.found().size());
      for (int neighbours : new int[] {1, 5, 10}) {
        System.out.printf(
            "recall@%d %.4f, of categories never trained on %.4f%n",
            neighbours,
            retrieval.recallAt(neighbours),
            retrieval.recallAt(neighbours, Kinds.unseen()));
      }
      if (misses) {
        retrieval.found().stream()
            .filter(query -> query.rank() > 1)
            .forEach(
                query ->
                    System.out.printf(
                        "%s: rank %d, first %s%n", query.id(), query.rank(), query.first()));
      }
    }
    return 0;
  }

  private static void require(Path file, String option, String wanted) {
    if (!Files.isRegularFile(file)) {
      throw UserException.badParameter(
          option + ": " + file + " is not there; name " + wanted + ", or make it first");
    }
  }
}
