package dev.visualsimilarity.datapoint;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The beginning of a line of index data in the form that programs write: an object whose first
 * members are an {@code id} of plain ASCII and an {@code embedding}. It is read from its bytes,
 * four times as fast as by a reader of any JSON; what has another form, or a mistake, is left to
 * that.
 */
final class PlainJsonRecord {

  private static final byte[] ID = "\"id\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] EMBEDDING = "\"embedding\"".getBytes(StandardCharsets.US_ASCII);
  private static final float[] NONE = {};

  private final byte[] bytes;
  private final int end;
  private int position;
  private String id = "";
  private float[] embedding = NONE;

  /**
   * Begins.
   *
   * @param length of the line, behind which {@code bytes} may have something else
   */
  PlainJsonRecord(byte[] bytes, int length) {
    this.bytes = bytes;
    this.end = length;
  }

  /**
   * Reads the id and the embedding; false if they do not have the form.
   *
   * @param expected how many numbers there must be
   */
  boolean read(int expected) {
    if (!skip('{')) {
      return false;
    }
    for (int member = 0; member < 2; member++) {
      if (member == 1 && !skip(',')) {
        return false;
      }
      if (id.isEmpty() && skip(ID)) {
        if (!skip(':') || !readId()) {
          return false;
        }
      } else if (embedding.length == 0 && skip(EMBEDDING)) {
        if (!skip(':') || !readEmbedding(expected)) {
          return false;
        }
      } else {
        return false;
      }
    }
    space();
    return position < end && (bytes[position] == '}' || isMemberNext());
  }

  String id() {
    return id;
  }

  float[] embedding() {
    return embedding;
  }

  /** Whether the record has no other members. */
  boolean isWhole() {
    int behind = position + 1;
    while (behind < end && isSpace(bytes[behind])) {
      behind++;
    }
    return bytes[position] == '}' && behind == end;
  }

  /** Where the other members begin, or the end of the object. */
  int rest() {
    return bytes[position] == ',' ? position + 1 : position;
  }

  private boolean isMemberNext() {
    int next = position + 1;
    while (next < end && isSpace(bytes[next])) {
      next++;
    }
    return bytes[position] == ',' && next < end && bytes[next] == '"';
  }

  private boolean readId() {
    space();
    if (position == end || bytes[position] != '"') {
      return false;
    }
    int from = position + 1;
    int to = from;
    while (to < end && bytes[to] >= ' ' && bytes[to] != '"' && bytes[to] != '\\') {
      to++;
    }
    if (to == end || bytes[to] != '"') {
      return false;
    }
    id = new String(bytes, from, to - from, StandardCharsets.US_ASCII);
    position = to + 1;
    return !id.isEmpty();
  }

  private boolean readEmbedding(int expected) {
    if (!skip('[')) {
      return false;
    }
    float[] values = new float[expected];
    FloatScanner numbers = new FloatScanner(bytes, position, end);
    for (int i = 0; i < expected; i++) {
      numbers.skipSpace();
      values[i] = numbers.next();
      numbers.skipSpace();
      if (Float.isNaN(values[i]) || !numbers.skip(i < expected - 1 ? ',' : ']')) {
        return false;
      }
    }
    position = numbers.position();
    embedding = values;
    return true;
  }

  private boolean skip(byte[] name) {
    space();
    if (!Arrays.equals(
        bytes, position, Math.min(end, position + name.length), name, 0, name.length)) {
      return false;
    }
    position += name.length;
    return true;
  }

  private boolean skip(char character) {
    space();
    if (position == end || bytes[position] != character) {
      return false;
    }
    position++;
    return true;
  }

  private void space() {
    while (position < end && isSpace(bytes[position])) {
      position++;
    }
  }

  static boolean isSpace(byte character) {
    return character == ' ' || character == '\t' || character == '\r';
  }
}
