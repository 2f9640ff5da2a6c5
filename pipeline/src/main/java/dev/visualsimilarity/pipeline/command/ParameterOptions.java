package dev.visualsimilarity.pipeline.command;

import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.ir.InputParameter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The flags that give a pipeline its parameters. A picocli mixin. */
final class ParameterOptions {

  @Option(
      names = {"-p", "--param"},
      paramLabel = "NAME=VALUE",
      description = {
        "a parameter of the pipeline; may be repeated. Lists: a,b or JSON; maps: JSON.",
        "Relative paths in parameters named ..._uri count from the working directory"
      })
  List<String> texts = List.of();

  @Option(
      names = "--params-file",
      paramLabel = "FILE",
      description = {
        "parameters as a YAML or JSON map of names to values; --param wins.",
        "Relative paths in it count from its own folder"
      })
  Optional<Path> file = Optional.empty();

  /**
   * The parameters that the flags give, over the defaults.
   *
   * @param declared the pipeline's inputs
   * @param folder of the pipeline's file
   */
  RunParameters values(Map<String, InputParameter> declared, Path folder) {
    return over(new RunParameters(declared, folder));
  }

  /** Adds the parameters that the flags give to others, over which they win. */
  RunParameters over(RunParameters values) {
    file.ifPresent(values::file);
    for (String text : texts) {
      int equals = text.indexOf('=');
      if (equals < 1) {
        throw UserException.badParameter("--param " + text + " is not NAME=VALUE");
      }
      values.text(text.substring(0, equals).strip(), text.substring(equals + 1), Path.of(""));
    }
    return values;
  }
}
