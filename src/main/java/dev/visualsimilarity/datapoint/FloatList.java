package dev.visualsimilarity.datapoint;

import java.util.Arrays;

/** The numbers of an embedding while it is read. */
final class FloatList {

  private static final int FIRST_CAPACITY = 1024;
  private static final int SHOWN = 30;

  private float[] values;
  private int size;

  /**
   * @param expected how many numbers there will be; 0: not known
   */
  FloatList(int expected) {
    this.values = new float[expected > 0 ? expected : FIRST_CAPACITY];
  }

  void add(float value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = value;
  }

  int size() {
    return size;
  }

  /** The first of them, as text. */
  String beginning() {
    return Arrays.toString(Arrays.copyOf(values, Math.min(size, SHOWN)));
  }

  /**
   * All of them.
   *
   * @param id of the record, for the message
   * @param dimensions how many there must be; 0: any number but none
   */
  float[] embedding(String id, int dimensions) throws RecordException {
    if (size == 0) {
      throw new RecordException(
          RecordErrorType.INVALID_EMBEDDING, id, "the record has no embedding");
    }
    if (dimensions > 0 && size != dimensions) {
      throw new RecordException(
          RecordErrorType.EMBEDDING_SIZE_MISMATCH,
          id,
          "embedding has %d numbers, the index has %d dimensions".formatted(size, dimensions));
    }
    return size == values.length ? values : Arrays.copyOf(values, size);
  }
}
