package dev.visualsimilarity.json;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;

/** The one Gson of the project: no HTML escapes, no nulls, so that one value gives one text. */
public final class Json {

  /** Compact JSON on one line. */
  public static final Gson COMPACT = new GsonBuilder().disableHtmlEscaping().create();

  /** JSON for people: two-space indentation. */
  public static final Gson PRETTY =
      new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();

  private Json() {}

  /** What is wrong with a text that is not the JSON it should be, on one line. */
  public static String problem(JsonParseException e) {
    // Gson adds a line that points to its own manual, and the names of its exceptions.
    String firstLine = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return firstLine.replaceAll("\\b[a-z.]+\\.[A-Za-z]+Exception: ", "");
  }
}
