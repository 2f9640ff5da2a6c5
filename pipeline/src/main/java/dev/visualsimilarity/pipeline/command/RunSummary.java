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

/**
 * What a run came to: for programs a JSON object, for people the metrics and the nearest neighbors
 * of some query images.
 *
 * @param outputs of the pipeline
 */
record RunSummary(Values outputs) {

  private static final String METRICS = "system.Metrics";
  private static final int QUERIES = 5;
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
                    .forEach(metric -> figures.put(metric.getKey(), figure(metric.getValue()))));
    figures.forEach((name, value) -> out.printf("  %-28s %s%n", name, value));
    outputs.artifacts().getOrDefault("matches", List.of()).forEach(matches -> print(matches, out));
    outputs
        .artifacts()
        .getOrDefault("report", List.of())
        .forEach(report -> out.println("Report with pictures: " + report.path()));
  }

  private static void print(Artifact matches, PrintWriter out) {
    Path file = Path.of(matches.path());
    if (!Files.isRegularFile(file)) {
      return;
    }
    out.println("Nearest neighbors of some queries:");
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      lines
          .lines()
          .limit(QUERIES)
          .forEach(line -> print(JsonParser.parseString(line).getAsJsonObject(), out));
    } catch (IOException | RuntimeException e) {
      out.println("  cannot read " + file + ": " + e.getMessage());
    }
  }

  private static void print(JsonObject query, PrintWriter out) {
    StringBuilder neighbors = new StringBuilder();
    JsonArray ann = query.getAsJsonArray("ann");
    for (int i = 0; i < Math.min(NEIGHBORS, ann.size()); i++) {
      JsonObject neighbor = ann.get(i).getAsJsonObject();
      neighbors.append(
          String.format(
              Locale.ROOT,
              "  %s (%.3f)",
              neighbor.get("id").getAsString(),
              neighbor.get("distance").getAsDouble()));
    }
    out.printf("  %-20s%s%n", query.get("id").getAsString(), neighbors);
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
