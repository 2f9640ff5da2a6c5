package dev.visualsimilarity.command;

import dev.visualsimilarity.storage.Storage;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The flags that say where a component's outputs go. A picocli mixin. */
public final class OutputOptions {

  @Option(
      names = "--executor-input",
      paramLabel = "JSON",
      description = "what a pipeline passes as {{$}}: where it wants each output")
  String executorInput = "";

  @Option(
      names = "--output-dir",
      paramLabel = "DIR",
      description = "without --executor-input, where the outputs go (default: ${DEFAULT-VALUE})")
  Path outputDir = Path.of("outputs");

  /** The outputs that the flags describe. */
  public Outputs outputs(Storage storage) {
    return executorInput.isBlank()
        ? Outputs.in(storage, outputDir)
        : Outputs.of(storage, executorInput);
  }
}
