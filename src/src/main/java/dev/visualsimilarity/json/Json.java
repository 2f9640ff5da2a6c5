package dev.visualsimilarity.json;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

/** The one Gson of the project: no HTML escapes, no nulls, so that one value gives one text. */
public final class Json {

  /** Compact JSON on one line. */
  public static final Gson COMPACT = new GsonBuilder().disableHtmlEscaping().create();

  /** JSON for people: two-space indentation. */
  public static final Gson PRETTY =
      new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();

  private Json() {}
}
