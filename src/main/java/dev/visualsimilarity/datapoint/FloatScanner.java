package dev.visualsimilarity.datapoint;

import com.fasterxml.jackson.core.io.NumberInput;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads JSON numbers from bytes as the nearest floats, without a text for each: nine tenths of a
 * record are its numbers.
 *
 * <p>Digits and exponent make a double that is less than two units in its last place off the
 * written number. All doubles that near round to the same float, unless the middle between two
 * floats lies among them: then, and outside of the floats' normal range, the exact parser decides.
 */
final class FloatScanner {

  private static final int MAX_DIGITS = 18;

  /** Larger powers of ten are no exact doubles. */
  private static final int MAX_POWER = 22;

  private static final int LARGE_POWER = 100_000;
  private static final int NO_EXPONENT = Integer.MIN_VALUE;

  private static final double[] POWERS = powers();
  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Eight times the character 0. */
  private static final long EIGHT_ZEROS = 0x3030303030303030L;

  /** The bits that a double has beyond a float, and their value in the middle of two floats. */
  private static final long EXTRA_BITS = (1L << 29) - 1;

  private static final long MIDDLE = 1L << 28;
  private static final long NEAR_MIDDLE = 4;

  private final byte[] bytes;
  private final int end;
  private int position;
  private long digits;
  private int digitCount;

  /** Begins at a position; {@code end} is behind the last byte. */
  FloatScanner(byte[] bytes, int position, int end) {
    this.bytes = bytes;
    this.position = position;
    this.end = end;
  }

  /** Where the next byte is. */
  int position() {
    return position;
  }

  void skipSpace() {
    while (position < end && PlainJsonRecord.isSpace(bytes[position])) {
      position++;
    }
  }

  /** Moves behind a character; false if another one is there. */
  boolean skip(char character) {
    if (position == end || bytes[position] != character) {
      return false;
    }
    position++;
    return true;
  }

  /** The next number; NaN, which JSON does not know, if there is none or it is no finite float. */
  float next() {
    if (isZero()) {
      position += 3;
      return 0;
    }
    int start = position;
    boolean negative = position < end && bytes[position] == '-';
    if (negative) {
      position++;
    }
    digits = 0;
    digitCount = 0;
    int first = position;
    readDigits();
    int whole = position - first;
    if (whole == 0 || (whole > 1 && bytes[first] == '0')) {
      return Float.NaN;
    }
    int exponent = 0;
    if (position < end && bytes[position] == '.') {
      position++;
      int fraction = position;
      readFraction();
      if (position == fraction) {
        return Float.NaN;
      }
      exponent = fraction - position;
    }
    if (position < end && (bytes[position] | 0x20) == 'e') {
      int power = readExponent();
      if (power == NO_EXPONENT) {
        return Float.NaN;
      }
      exponent += power;
    }
    if (digitCount > MAX_DIGITS || Math.abs(exponent) > MAX_POWER) {
      return exact(start);
    }
    double value = exponent < 0 ? digits / POWERS[-exponent] : digits * POWERS[exponent];
    long distance = Math.abs((Double.doubleToRawLongBits(value) & EXTRA_BITS) - MIDDLE);
    if (digits != 0
        && (distance <= NEAR_MIDDLE || value < Float.MIN_NORMAL || value > Float.MAX_VALUE)) {
      return exact(start);
    }
    return (float) (negative ? -value : value);
  }

  /** Whether {@code 0.0} is next: networks end in many of them. */
  private boolean isZero() {
    return end - position > 3
        && bytes[position] == '0'
        && bytes[position + 1] == '.'
        && bytes[position + 2] == '0'
        && bytes[position + 3] == ',';
  }

  private void readFraction() {
    if (position + Long.BYTES <= end) {
      long word = (long) EIGHT_BYTES.get(bytes, position) ^ EIGHT_ZEROS;
      // Whether all eight are of 0 to 9.
      if ((((word + 0x7676767676767676L) | word) & 0x8080808080808080L) == 0) {
        addEight(word);
      }
    }
    readDigits();
  }

  private void readDigits() {
    long value = digits;
    int significant = digitCount;
    int at = position;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
      value = value * 10 + (bytes[at] - '0');
      significant += significant > 0 || bytes[at] != '0' ? 1 : 0;
      at++;
    }
    digitCount = significant;
    digits = value;
    position = at;
  }

  /** Adds eight digits, the last of them in the highest byte, each as its value. */
  private void addEight(long word) {
    long pairs = word * 10 + (word >>> 8);
    long value =
        ((pairs & 0x000000FF000000FFL) * 0x000F424000000064L
                + ((pairs >>> 16) & 0x000000FF000000FFL) * 0x0000271000000001L)
            >>> 32;
    int zeros = digits == 0 ? Long.numberOfTrailingZeros(word) / Byte.SIZE : 0;
    digits = digits * 100_000_000 + value;
    digitCount += Long.BYTES - zeros;
    position += Long.BYTES;
  }

  /** The power of ten behind an {@code e}; of a long one, any that is too large. */
  private int readExponent() {
    position++;
    boolean negative = position < end && bytes[position] == '-';
    if (position < end && (negative || bytes[position] == '+')) {
      position++;
    }
    int first = position;
    int power = 0;
    while (position < end && bytes[position] >= '0' && bytes[position] <= '9') {
      power = Math.min(power * 10 + (bytes[position] - '0'), LARGE_POWER);
      position++;
    }
    if (position == first) {
      return NO_EXPONENT;
    }
    return negative ? -power : power;
  }

  private float exact(int start) {
    String text = new String(bytes, start, position - start, StandardCharsets.US_ASCII);
    float value = NumberInput.parseFloat(text, true);
    return Float.isFinite(value) ? value : Float.NaN;
  }

  private static double[] powers() {
    double[] powers = new double[MAX_POWER + 1];
    powers[0] = 1;
    for (int i = 1; i <= MAX_POWER; i++) {
      powers[i] = powers[i - 1] * 10;
    }
    return powers;
  }
}
