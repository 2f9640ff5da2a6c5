package dev.visualsimilarity.preprocess;

import dev.visualsimilarity.command.Commands;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The command with the flags that most tests give. */
final class PreprocessCommand {

  private PreprocessCommand() {}

  /**
   * Runs it.
   *
   * @param folder takes {@code tensors} and {@code out}
   * @param err takes what it says of mistakes
   * @param flags that are given besides, or in place of the usual ones
   * @return the exit code
   */
  static int run(Path catalog, Path folder, StringWriter err, String... flags) {
    List<String> args = new ArrayList<>();
    for (List<String> pair : usual(catalog, folder)) {
      if (!Arrays.asList(flags).contains(pair.get(0))) {
        args.addAll(pair);
      }
    }
    args.addAll(List.of(flags));
    return Commands.commandLine(new Preprocess())
        .setErr(new PrintWriter(err))
        .execute(args.toArray(String[]::new));
  }

  private static List<List<String>> usual(Path catalog, Path folder) {
    return List.of(
        List.of("--catalog-uri", catalog.toString()),
        List.of("--tensors-uri", folder.resolve("tensors").toString()),
        List.of("--restrict-columns", "category"),
        List.of("--image-height", "8"),
        List.of("--image-width", "6"),
        List.of("--output-dir", folder.resolve("out").toString()));
  }
}
