package dev.visualsimilarity.extractfeatures;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.visualsimilarity.command.Commands;
import dev.visualsimilarity.storage.StorageUri;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs the command in a folder: embeddings below {@code embeddings}, outputs below {@code out}. */
final class StepRun {

  private final Path folder;
  private final StorageUri tensors;
  private final Path model;
  private final StringWriter err = new StringWriter();

  StepRun(Path folder, StorageUri tensors, Path model) {
    this.folder = folder;
    this.tensors = tensors;
    this.model = model;
  }

  /** The exit code with these flags, which go before our own. */
  int run(String... flags) {
    return Commands.commandLine(new ExtractFeatures())
        .setErr(new PrintWriter(err))
        .execute(arguments(flags).toArray(String[]::new));
  }

  List<String> arguments(String... flags) {
    List<String> args = new ArrayList<>(Arrays.asList(flags));
    for (List<String> pair :
        List.of(
            List.of("--tensors-uri", tensors.toString()),
            List.of("--model-uri", model.toString()),
            List.of("--embeddings-uri", folder.resolve("embeddings").toString()),
            List.of("--output-dir", folder.resolve("out").toString()))) {
      if (!args.contains(pair.get(0))) {
        args.addAll(pair);
      }
    }
    return args;
  }

  /** All that was written to standard error. */
  String err() {
    return err.toString();
  }

  Path embeddings(String name) {
    return folder.resolve("embeddings").resolve(name);
  }

  JsonObject metrics() throws IOException {
    return JsonParser.parseString(Files.readString(folder.resolve("out/artifacts/metrics")))
        .getAsJsonObject();
  }

  int metric(String name) throws IOException {
    return metrics().get(name).getAsInt();
  }
}
