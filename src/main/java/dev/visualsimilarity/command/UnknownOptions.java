package dev.visualsimilarity.command;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Options that a command does not have. picocli tells of missing ones first, though an unknown one
 * may be a missing one misspelt.
 */
final class UnknownOptions {

  private UnknownOptions() {}

  /** The mistake to tell of: an unknown option before a missing one. */
  static ParameterException first(ParameterException e) {
    List<String> unmatched = e.getCommandLine().getUnmatchedArguments();
    if (!(e instanceof MissingParameterException) || unmatched.isEmpty()) {
      return e;
    }
    UnmatchedArgumentException unknown =
        new UnmatchedArgumentException(e.getCommandLine(), unmatched);
    return unknown.isUnknownOption() ? unknown : e;
  }

  /**
   * What to say of options that are written as parameters of pipelines are, such as {@code
   * --catalog_uri} for {@code --catalog-uri}; empty if none is.
   */
  static Optional<String> snakeCase(CommandLine line) {
    List<String> names =
        line.getUnmatchedArguments().stream()
            .map(argument -> argument.split("=", 2)[0])
            .filter(name -> name.startsWith("--") && name.indexOf('_') > 0)
            .filter(name -> line.getCommandSpec().optionsMap().containsKey(kebab(name)))
            .toList();
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "unknown option %s; did you mean %s?"
                .formatted(
                    String.join(", ", names),
                    names.stream().map(UnknownOptions::kebab).collect(Collectors.joining(", "))));
  }

  private static String kebab(String name) {
    return name.replace('_', '-');
  }
}
