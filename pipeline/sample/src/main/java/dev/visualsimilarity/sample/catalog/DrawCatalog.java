package dev.visualsimilarity.sample.catalog;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code draw-catalog}: draws the sample catalog anew. */
@Command(
    name = "draw-catalog",
    mixinStandardHelpOptions = true,
    description = "Draws the sample catalog: tables, images and broken files.")
public final class DrawCatalog implements Callable<Integer> {

  @Option(
      names = "--folder",
      defaultValue = "pipeline/sample/catalog",
      description = "Where to write (default: ${DEFAULT-VALUE}).")
  Path folder;

  @Override
  public Integer call() throws IOException {
    new CatalogWriter(new SampleCatalog(), folder).write();
    System.out.println("catalog written to " + folder);
    return 0;
  }
}
