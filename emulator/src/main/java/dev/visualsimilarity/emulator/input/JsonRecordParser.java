package dev.visualsimilarity.emulator.input;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import dev.visualsimilarity.datapoint.Attributes;
import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.datapoint.NumericRestrict;
import dev.visualsimilarity.datapoint.Restrict;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;

/**
 * Reads one record of index data: a JSON object with {@code id}, {@code embedding} and optionally
 * {@code restricts}, {@code numeric_restricts} and {@code crowding_tag}. Other members are skipped.
 * Not thread-safe.
 */
final class JsonRecordParser {
  private final int dimensions;
  private String id = "";

  JsonRecordParser(int dimensions) {
    this.dimensions = dimensions;
  }

  /** The id of the record read last; empty where it was not reached. */
  String id() {
    return id;
  }

  Datapoint parse(String line) throws RecordException {
    id = "";
    if (line.isBlank()) {
      throw new RecordException(RecordErrorType.EMPTY_LINE, "the line is empty");
    }
    try (JsonReader json = new JsonReader(new StringReader(line))) {
      json.setStrictness(Strictness.STRICT);
      require(
          json.peek() == JsonToken.BEGIN_OBJECT,
          RecordErrorType.INVALID_JSON_SYNTAX,
          "a record is a JSON object, this is " + json.peek());
      Datapoint datapoint = record(json);
      require(
          json.peek() == JsonToken.END_DOCUMENT,
          RecordErrorType.INVALID_JSON_SYNTAX,
          "more than one JSON value on the line");
      return datapoint;
    } catch (MalformedJsonException | EOFException e) {
      throw new RecordException(RecordErrorType.INVALID_JSON_SYNTAX, firstLine(e.getMessage()));
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      throw new RecordException(RecordErrorType.PARSING_ERROR, firstLine(e.getMessage()));
    }
  }

  private Datapoint record(JsonReader json) throws IOException, RecordException {
    float[] vector = new float[0];
    List<Restrict> restricts = List.of();
    List<NumericRestrict> numbers = List.of();
    Optional<String> crowdingTag = Optional.empty();
    json.beginObject();
    while (json.hasNext()) {
      switch (json.nextName()) {
        case "id" -> id = id(json);
        case "embedding" -> vector = embedding(json);
        case "sparse_embedding" -> refuseSparse(json);
        case "restricts" -> restricts = RestrictsJson.tokens(json);
        case "numeric_restricts" -> numbers = RestrictsJson.numbers(json);
        case "crowding_tag" -> crowdingTag = crowdingTag(json);
        default -> json.skipValue();
      }
    }
    json.endObject();
    require(!id.isEmpty(), RecordErrorType.INVALID_EMBEDDING_ID, "the record has no id");
    require(vector.length > 0, RecordErrorType.INVALID_EMBEDDING, "the record has no embedding");
    return new Datapoint(id, vector, new Attributes(restricts, numbers, crowdingTag));
  }

  private static String id(JsonReader json) throws IOException, RecordException {
    require(
        json.peek() == JsonToken.STRING,
        RecordErrorType.INVALID_EMBEDDING_ID,
        "id must be a string, it is " + json.peek());
    return json.nextString();
  }

  private float[] embedding(JsonReader json) throws IOException, RecordException {
    require(
        json.peek() == JsonToken.BEGIN_ARRAY,
        RecordErrorType.INVALID_EMBEDDING,
        "embedding must be an array of numbers, it is " + json.peek());
    float[] vector = new float[dimensions];
    int count = 0;
    json.beginArray();
    while (json.hasNext()) {
      float value = component(json, count);
      if (count < dimensions) {
        vector[count] = value;
      }
      count++;
    }
    json.endArray();
    require(
        count == dimensions,
        RecordErrorType.EMBEDDING_SIZE_MISMATCH,
        "embedding has %d numbers, the index has %d dimensions".formatted(count, dimensions));
    return vector;
  }

  /** One number; messages are made only where they are needed, for this runs for every float. */
  private static float component(JsonReader json, int index) throws IOException, RecordException {
    JsonToken token = json.peek();
    if (token != JsonToken.NUMBER) {
      throw new RecordException(
          RecordErrorType.INVALID_EMBEDDING,
          "embedding[%d] must be a number, it is %s".formatted(index, token));
    }
    // By way of the text: a double in between would round twice.
    float value = Float.parseFloat(json.nextString());
    if (!Float.isFinite(value)) {
      throw new RecordException(
          RecordErrorType.INVALID_EMBEDDING,
          "embedding[%d] is too large for a 32-bit float".formatted(index));
    }
    return value;
  }

  private static void refuseSparse(JsonReader json) throws IOException, RecordException {
    require(
        json.peek() == JsonToken.NULL,
        RecordErrorType.INVALID_SPARSE_EMBEDDING,
        "sparse embeddings are not supported by the emulator");
    json.nextNull();
  }

  private static Optional<String> crowdingTag(JsonReader json) throws IOException, RecordException {
    require(
        json.peek() == JsonToken.STRING,
        RecordErrorType.PARSING_ERROR,
        "crowding_tag must be a string, it is " + json.peek());
    return Optional.of(json.nextString()).filter(tag -> !tag.isEmpty());
  }

  /** Refuses the record unless the condition holds. */
  static void require(boolean condition, RecordErrorType type, String message)
      throws RecordException {
    if (!condition) {
      throw new RecordException(type, message);
    }
  }

  /** Gson adds a second line with a link. */
  private static String firstLine(String message) {
    return message == null ? "unreadable" : message.lines().findFirst().orElse("unreadable");
  }
}
