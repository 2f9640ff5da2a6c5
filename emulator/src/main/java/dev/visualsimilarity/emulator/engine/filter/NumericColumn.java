package dev.visualsimilarity.emulator.engine.filter;

import java.util.Arrays;
import java.util.BitSet;

/** The numbers of one namespace: one type, one number a row at most. */
final class NumericColumn {
  private final String namespace;
  private final Class<? extends Number> type;
  private final IntList rows = new IntList();
  private long[] values = new long[4];

  /** A column of the type of {@code example}: Long, Float or Double. */
  NumericColumn(String namespace, Number example) {
    this.namespace = namespace;
    this.type = example.getClass();
  }

  Class<? extends Number> type() {
    return type;
  }

  void add(int row, Number value) {
    requireType(value);
    if (rows.size() == values.length) {
      values = Arrays.copyOf(values, values.length * 2);
    }
    values[rows.size()] = bits(value);
    rows.add(row);
  }

  BitSet matching(NumericCondition condition) {
    requireType(condition.value());
    BitSet matching = new BitSet();
    long wanted = bits(condition.value());
    for (int i = 0; i < rows.size(); i++) {
      if (condition.operator().accepts(compare(values[i], wanted))) {
        matching.set(rows.get(i));
      }
    }
    return matching;
  }

  private void requireType(Number value) {
    if (value.getClass() != type) {
      throw new IllegalArgumentException(
          "numeric restrict %s: the index has values of type %s, not %s (%s)"
              .formatted(namespace, type.getSimpleName(), value.getClass().getSimpleName(), value));
    }
  }

  private int compare(long left, long right) {
    if (type == Long.class) {
      return Long.compare(left, right);
    }
    return Double.compare(Double.longBitsToDouble(left), Double.longBitsToDouble(right));
  }

  private static long bits(Number value) {
    // Adding zero makes -0.0 equal to 0.0.
    return value instanceof Long number
        ? number
        : Double.doubleToLongBits(value.doubleValue() + 0.0);
  }
}
