package dev.visualsimilarity.datapoint;

import com.fasterxml.jackson.core.io.NumberInput;

/**
 * Reads decimal numbers as floats, correctly rounded.
 *
 * <p>Almost all are digits that fit a double exactly, times a power of ten that does, too: then one
 * multiplication or division gives the double nearest to the number (Clinger, "How to read floating
 * point numbers accurately", 1990). The float nearest to that double is the one nearest to the
 * number, unless the double lies just between two floats. What is left goes to Jackson.
 */
final class FloatText {
  private static final double[] POWERS_OF_TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };
  private static final long MAX_EXACT = 1L << 53;

  /** The bits of a double that a float has not, and their value halfway between two floats. */
  private static final long LOST_BITS = (1L << 29) - 1;

  private static final long HALFWAY = 1L << 28;

  private FloatText() {}

  /** The float nearest to a number as JSON writes it; infinite if it is too large. */
  static float parse(String text) {
    int length = text.length();
    int at = text.charAt(0) == '-' ? 1 : 0;
    long digits = 0;
    int decimals = 0;
    boolean point = false;
    for (; at < length; at++) {
      char c = text.charAt(at);
      if (c >= '0' && c <= '9' && digits < MAX_EXACT / 16) {
        digits = 10 * digits + (c - '0');
        decimals += point ? 1 : 0;
      } else if (c == '.' && !point) {
        point = true;
      } else {
        break;
      }
    }
    if (at < length - 1 && (text.charAt(at) | 0x20) == 'e') {
      boolean negative = text.charAt(at + 1) == '-';
      int exponent = 0;
      for (at += negative || text.charAt(at + 1) == '+' ? 2 : 1; at < length; at++) {
        int digit = text.charAt(at) - '0';
        if (digit < 0 || digit > 9 || exponent > 99) {
          break;
        }
        exponent = 10 * exponent + digit;
      }
      decimals += negative ? exponent : -exponent;
    }
    if (at < length || Math.abs(decimals) >= POWERS_OF_TEN.length) {
      return NumberInput.parseFloat(text, true);
    }
    double value =
        decimals >= 0 ? digits / POWERS_OF_TEN[decimals] : digits * POWERS_OF_TEN[-decimals];
    boolean between = (Double.doubleToRawLongBits(value) & LOST_BITS) == HALFWAY;
    if (between || (value < Float.MIN_NORMAL && digits != 0)) {
      return NumberInput.parseFloat(text, true);
    }
    return text.charAt(0) == '-' ? -(float) value : (float) value;
  }
}
