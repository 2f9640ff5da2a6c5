package dev.visualsimilarity.command;

import dev.visualsimilarity.storage.Storage;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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
      description = "without --executor-input, where the outputs go (default: outputs/COMPONENT)")
  Optional<Path> outputDir = Optional.empty();

  @Spec(Spec.Target.MIXEE)
  CommandSpec component;

  /** The outputs that the flags describe. */
  public Outputs outputs(Storage storage) {
    return executorInput.isBlank()
        ? Outputs.in(storage, outputDir.orElseGet(() -> Path.of("outputs", component.name())))
        : Outputs.of(storage, executorInput);
  }
}
