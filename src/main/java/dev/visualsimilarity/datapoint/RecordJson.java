package dev.visualsimilarity.datapoint;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;

/** Reads a text that is one JSON object, and tells every way in which it is not by its type. */
final class RecordJson {

  private RecordJson() {}

  /** What to do with the members of an object. */
  @FunctionalInterface
  interface Members {

    /** Reads, or skips, the value of the member that was just named. */
    void read(String member, JsonReader json) throws IOException, RecordException;
  }

  /**
   * Reads the object.
   *
   * @throws RecordException without an id
   */
  static void read(String text, Members members) throws RecordException {
    if (text.isBlank()) {
      throw refused(RecordErrorType.EMPTY_LINE, "the line is empty");
    }
    try (JsonReader json = new JsonReader(new StringReader(text))) {
      json.setStrictness(Strictness.STRICT);
      object(json, members);
    } catch (MalformedJsonException | EOFException e) {
      throw refused(RecordErrorType.INVALID_JSON_SYNTAX, "not JSON: " + firstLine(e));
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      throw refused(RecordErrorType.PARSING_ERROR, firstLine(e));
    }
  }

  /** A record's refusal; its id is filled in by who knows it. */
  static RecordException refused(RecordErrorType type, String message) {
    return new RecordException(type, "", message);
  }

  private static void object(JsonReader json, Members members) throws IOException, RecordException {
    if (json.peek() != JsonToken.BEGIN_OBJECT) {
      throw refused(
          RecordErrorType.INVALID_JSON_SYNTAX,
          "not a record of index data: a record is a JSON object, this is " + json.peek());
    }
    json.beginObject();
    while (json.hasNext()) {
      members.read(json.nextName(), json);
    }
    json.endObject();
    if (json.peek() != JsonToken.END_DOCUMENT) {
      throw refused(RecordErrorType.INVALID_JSON_SYNTAX, "more than one JSON value on the line");
    }
  }

  /**
   * Gson adds a second line with a link, a hint to programmers, and the line, which is always 1.
   */
  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage())
        .lines()
        .findFirst()
        .orElse("unreadable")
        .replaceFirst(
            "^Use JsonReader\\.\\S+ to accept malformed JSON",
            "malformed (NaN and Infinity are no JSON either)")
        .replace(" at line 1 column ", " at column ");
  }
}
