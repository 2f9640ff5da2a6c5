package dev.visualsimilarity.pipeline.command;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.visualsimilarity.pipeline.placeholder.Artifact;
import dev.visualsimilarity.pipeline.placeholder.ValueText;
import dev.visualsimilarity.pipeline.run.Values;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What a run came to: for programs a JSON object, for people the metrics and the nearest neighbors
 * of some query images.
 *
 * @param outputs of the pipeline
 */
record RunSummary(Values outputs) {

  private static final String METRICS = "system.Metrics";
  private static final int SHOWN_LINES = 5;
  private static final int NEIGHBORS = 5;

  /**
   * Parameters' values and artifacts' paths or URIs, by name; a list where there are several
   * artifacts.
   */
  JsonObject json() {
    Map<String, JsonElement> all = new TreeMap<>(outputs.parameters());
    outputs.artifacts().forEach((name, artifacts) -> all.put(name, uris(artifacts)));
    JsonObject json = new JsonObject();
    all.forEach(json::add);
    return json;
  }

  /** Prints what a person wants to know first. */
  void print(PrintWriter out) {
    Map<String, String> figures = new TreeMap<>();
    outputs
        .parameters()
        .forEach(
            (name, value) -> {
              if (isNumber(value)) {
                figures.put(name, figure(value));
              }
            });
    outputs.artifacts().values().stream()
        .flatMap(List::stream)
        .filter(artifact -> artifact.definition().schemaTitle().equals(METRICS))
        .forEach(
            artifact ->
                artifact
                    .metadata()
                    .entrySet()
                    .forEach(
                        metric -> figures.putIfAbsent(metric.getKey(), figure(metric.getValue()))));
    figures.forEach((name, value) -> out.printf("  %-30s %s%n", name, value));
    lines("rejects", "Rejected items:", RunSummary::rejected, out);
    lines("query_rejects", "Rejected query images:", RunSummary::rejected, out);
    lines("matches", "Nearest neighbors of some queries:", RunSummary::neighbors, out);
    outputs
        .artifacts()
        .getOrDefault("report", List.of())
        .forEach(report -> out.println("Report with pictures: " + report.uri()));
  }

  /**
   * Prints the first records of an output that is a local file of JSON Lines, and how many more.
   */
  private void lines(
      String name, String title, Function<JsonObject, String> format, PrintWriter out) {
    for (Artifact artifact : outputs.artifacts().getOrDefault(name, List.of())) {
      Path file = Path.of(artifact.path());
      if (!Files.isRegularFile(file)) {
        continue;
      }
      try (BufferedReader reader = Files.newBufferedReader(file)) {
        List<String> first = reader.lines().limit(SHOWN_LINES).toList();
        if (!first.isEmpty()) {
          out.println(title);
        }
        first.forEach(
            line ->
                out.println("  " + format.apply(JsonParser.parseString(line).getAsJsonObject())));
        long more = reader.lines().count();
        if (more > 0) {
          out.printf("  … and %d more in %s%n", more, file);
        }
      } catch (IOException | RuntimeException e) {
        out.println("  cannot read " + file + ": " + e.getMessage());
      }
    }
  }

  private static String rejected(JsonObject reject) {
    return "%-20s  %s: %s"
        .formatted(
            reject.get("id").getAsString(),
            reject.get("reason").getAsString(),
            reject.get("message").getAsString());
  }

  private static String neighbors(JsonObject query) {
    StringBuilder text = new StringBuilder("%-20s".formatted(query.get("id").getAsString()));
    JsonArray ann = query.getAsJsonArray("ann");
    for (int i = 0; i < Math.min(NEIGHBORS, ann.size()); i++) {
      JsonObject neighbor = ann.get(i).getAsJsonObject();
      text.append(
          String.format(
              Locale.ROOT,
              "  %s (%.3f)",
              neighbor.get("id").getAsString(),
              neighbor.get("distance").getAsDouble()));
    }
    return text.toString();
  }

  private static boolean isNumber(JsonElement value) {
    return value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber();
  }

  private static String figure(JsonElement value) {
    boolean fraction = isNumber(value) && value.getAsDouble() != Math.rint(value.getAsDouble());
    return fraction ? String.format(Locale.ROOT, "%.4f", value.getAsDouble()) : ValueText.of(value);
  }

  private static JsonElement uris(List<Artifact> artifacts) {
    JsonArray uris = new JsonArray();
    artifacts.forEach(artifact -> uris.add(artifact.uri()));
    return uris.size() == 1 ? uris.get(0) : uris;
  }
}
