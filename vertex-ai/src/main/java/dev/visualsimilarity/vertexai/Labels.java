package dev.visualsimilarity.vertexai;

import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.reflect.TypeToken;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.json.Json;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Labels of a resource: the project's own, under those of the pipeline run, under the user's. */
public final class Labels {

  /** The label by which a step finds what it made before; its value is the step's own. */
  public static final String STEP = "visual-similarity-step";

  /** What Vertex AI Pipelines sets for a task: a JSON object. */
  private static final String RUN_LABELS = "VERTEX_AI_PIPELINES_RUN_LABELS";

  private static final int MAX_LABELS = 64;
  private static final int MAX_VALUE = 63;
  private static final Pattern KEY =
      Pattern.compile("[\\p{Ll}\\p{Lo}][\\p{Ll}\\p{Lo}\\p{N}_-]{0,62}");
  private static final Pattern VALUE = Pattern.compile("[\\p{Ll}\\p{Lo}\\p{N}_-]{0,63}");

  private Labels() {}

  /**
   * Reads labels.
   *
   * @param json the flag's value: an object of strings, or nothing
   * @param environment as of {@link System#getenv()}
   * @throws UserException if a label is none that Google Cloud takes
   */
  public static Map<String, String> parse(String json, Map<String, String> environment) {
    Map<String, String> labels =
        new TreeMap<>(object(environment.getOrDefault(RUN_LABELS, ""), RUN_LABELS));
    labels.putAll(object(json, "--labels"));
    labels.forEach(Labels::check);
    return labels;
  }

  /**
   * Checks labels that a pipeline job hands on to what its steps create.
   *
   * @throws UserException if there are too many, or one is none that Google Cloud takes
   */
  public static void check(Map<String, String> labels) {
    if (labels.size() > MAX_LABELS) {
      throw UserException.badParameter(
          "--labels: %d labels; allowed are %d".formatted(labels.size(), MAX_LABELS));
    }
    labels.forEach(Labels::check);
  }

  /**
   * Adds the labels that the project itself puts on a resource; where a key is in both, {@code
   * labels} count.
   *
   * @throws UserException if they are more than Google Cloud takes
   */
  public static Map<String, String> over(Map<String, String> own, Map<String, String> labels) {
    Map<String, String> all = new TreeMap<>(own);
    all.putAll(labels);
    if (all.size() > MAX_LABELS) {
      throw UserException.badParameter(
          "--labels: %d labels with those of the run; allowed are %d, as the step adds %s"
              .formatted(
                  labels.size(),
                  MAX_LABELS - (all.size() - labels.size()),
                  String.join(", ", own.keySet())));
    }
    return all;
  }

  /** A text as the value of a label: in lower case, other signs as hyphens, cut to what fits. */
  public static String value(String text) {
    String value = text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{Ll}\\p{Lo}\\p{N}_-]", "-");
    return value.substring(
        0,
        value.offsetByCodePoints(0, Math.min(MAX_VALUE, value.codePointCount(0, value.length()))));
  }

  private static Map<String, String> object(String json, String source) {
    Map<String, String> labels = new TreeMap<>();
    if (json.isBlank()) {
      return labels;
    }
    try {
      Map<String, JsonPrimitive> values =
          Json.COMPACT.fromJson(json, new TypeToken<Map<String, JsonPrimitive>>() {}.getType());
      values.forEach((key, value) -> labels.put(key, text(value)));
      return labels;
    } catch (JsonParseException | ClassCastException e) {
      throw UserException.badParameter(
          "%s is no JSON object of strings: %s; give one such as {\"team\": \"search\"}"
              .formatted(source, OneLine.of(json)));
    }
  }

  /** A pipeline's struct knows no integers: it writes 3 as 3.0. */
  private static String text(JsonPrimitive value) {
    return value.isNumber() ? value.getAsString().replaceFirst("\\.0$", "") : value.getAsString();
  }

  private static void check(String key, String value) {
    if (key.equals(STEP)) {
      throw UserException.badParameter(
          "label '%s' is kept for the step itself; choose another key".formatted(key));
    }
    if (!KEY.matcher(key).matches() || !VALUE.matcher(value).matches()) {
      throw UserException.badParameter(
          "label '%s': '%s' is not allowed; use lower-case letters, digits, '_' and '-', 63 at most, and begin the key with a letter"
              .formatted(key, value));
    }
  }
}
