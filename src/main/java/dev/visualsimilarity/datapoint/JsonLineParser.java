package dev.visualsimilarity.datapoint;

import static dev.visualsimilarity.datapoint.RecordJson.refused;

import com.fasterxml.jackson.core.io.NumberInput;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads index data of Vertex AI Vector Search: JSON Lines of objects with {@code id}, {@code
 * embedding} and the members of {@link AttributesJson}, as {@link JsonLineFormatter} writes them.
 * Other members are skipped. What the service refuses is refused here, under the service's name.
 *
 * <p>Not thread-safe: a parser remembers its last record's size.
 */
final class JsonLineParser implements LineParser {

  private static final int FIRST_CAPACITY = 1024;
  private static final float[] NONE = {};

  private final int dimensions;
  private int capacity;
  private int expected;

  /**
   * Reads records of one index.
   *
   * @param dimensions what every embedding must have; 0: any number of components but none
   */
  JsonLineParser(int dimensions) {
    this.dimensions = dimensions;
    this.capacity = dimensions > 0 ? dimensions : FIRST_CAPACITY;
    this.expected = dimensions;
  }

  @Override
  public Datapoint parse(Utf8Lines line) throws RecordException {
    Optional<Datapoint> plain = line.isTooLong() ? Optional.empty() : plain(line);
    return plain.isPresent() ? plain.get() : parse(line.text());
  }

  private Optional<Datapoint> plain(Utf8Lines line) {
    PlainJsonRecord record = new PlainJsonRecord(line.bytes(), line.length());
    if (expected == 0 || !record.read(expected)) {
      return Optional.empty();
    }
    Members members = new Members();
    members.id = record.id();
    members.vector = record.embedding();
    try {
      if (!record.isWhole()) {
        RecordJson.read("{" + line.text(record.rest()), members);
      }
      return Optional.of(members.datapoint());
    } catch (RecordException e) {
      // The reader of any form tells it, with places that count from the beginning of the line.
      return Optional.empty();
    }
  }

  /** Reads one record of any form. */
  Datapoint parse(String line) throws RecordException {
    Members members = new Members();
    try {
      RecordJson.read(line, members);
      return members.datapoint();
    } catch (RecordException e) {
      throw e.withId(members.id);
    }
  }

  /** What was read of one record. */
  private final class Members implements RecordJson.Members {
    private final AttributesReader attributes = new AttributesReader();
    private String id = "";
    private float[] vector = NONE;

    @Override
    public void read(String member, JsonReader json) throws IOException, RecordException {
      switch (member) {
        case "id" -> id = id(json);
        case "embedding" -> vector = embedding(json);
        case "sparse_embedding" -> refuseSparse(json);
        default -> attributes.read(member, json);
      }
    }

    Datapoint datapoint() throws RecordException {
      if (id.isEmpty()) {
        throw refused(RecordErrorType.INVALID_EMBEDDING_ID, "the record has no id");
      }
      if (vector.length == 0) {
        throw refused(RecordErrorType.INVALID_EMBEDDING, "the record has no embedding");
      }
      return new Datapoint(id, vector, attributes.attributes());
    }
  }

  private static String id(JsonReader json) throws IOException, RecordException {
    if (json.peek() != JsonToken.STRING) {
      throw refused(
          RecordErrorType.INVALID_EMBEDDING_ID, "id must be a string, it is " + json.peek());
    }
    return json.nextString();
  }

  private float[] embedding(JsonReader json) throws IOException, RecordException {
    if (json.peek() != JsonToken.BEGIN_ARRAY) {
      throw refused(
          RecordErrorType.INVALID_EMBEDDING,
          "embedding must be an array of numbers, it is " + json.peek());
    }
    float[] values = new float[capacity];
    int count = 0;
    json.beginArray();
    while (json.hasNext()) {
      float value = component(json, count);
      if (count == values.length && dimensions == 0) {
        values = Arrays.copyOf(values, 2 * count);
      }
      if (count < values.length) {
        values[count] = value;
      }
      count++;
    }
    json.endArray();
    if (dimensions > 0 && count != dimensions) {
      throw refused(
          RecordErrorType.EMBEDDING_SIZE_MISMATCH,
          "embedding has %d numbers, the index has %d dimensions".formatted(count, dimensions));
    }
    // Records of one index have one size: the next one needs no second copy.
    capacity = Math.max(1, count);
    expected = count;
    return count == values.length ? values : Arrays.copyOf(values, count);
  }

  /** One number; messages are made only where they are needed, for this runs for every float. */
  private static float component(JsonReader json, int index) throws IOException, RecordException {
    JsonToken token = json.peek();
    if (token != JsonToken.NUMBER) {
      throw refused(
          RecordErrorType.INVALID_EMBEDDING,
          "embedding[%d] must be a number, it is %s".formatted(index, token));
    }
    String text = json.nextString();
    // By way of the text: a double in between would round twice.
    float value = NumberInput.parseFloat(text, true);
    if (!Float.isFinite(value)) {
      throw refused(
          RecordErrorType.INVALID_EMBEDDING,
          "embedding[%d] cannot be %s: it is too large for a 32-bit float".formatted(index, text));
    }
    return value;
  }

  private static void refuseSparse(JsonReader json) throws IOException, RecordException {
    if (json.peek() != JsonToken.NULL) {
      throw refused(
          RecordErrorType.INVALID_SPARSE_EMBEDDING,
          "sparse embeddings are not supported; leave sparse_embedding out");
    }
    json.nextNull();
  }
}
