package dev.visualsimilarity.queryindex.report;

import java.util.Locale;

/** Figures as people read them: short, and never rounded to what they are not. */
final class Figures {

  /** Stands for a figure that is not known. */
  static final String UNKNOWN = "–";

  private static final double MANY = 100;
  private static final double TINY = 0.001;

  private Figures() {}

  /** As {@link #text}, but less than 1 does not become 1.000: then nothing would be missed. */
  static String share(Number value) {
    String text = text(value);
    return value.doubleValue() < 1 && text.equals("1.000") ? "> 0.999" : text;
  }

  /** Milliseconds, and rates: two decimals below 10, one below 100, none above. */
  static String millis(Number value) {
    double millis = value.doubleValue();
    int decimals = millis < 10 ? 2 : millis < MANY ? 1 : 0;
    return String.format(Locale.ROOT, "%." + decimals + "f", millis);
  }

  /** A mean of counts: one decimal, none where it is whole. */
  static String mean(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.1f", value);
  }

  /** A value at an axis, with as many decimals as the step between two has. */
  static String tick(double value, double step) {
    int decimals = (int) Math.max(0, -Math.floor(Math.log10(step)));
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /** An integer as it is; else three decimals, none from 100, a power of ten below 0.001. */
  static String text(Number value) {
    if (value instanceof Integer || value instanceof Long) {
      return value.toString();
    }
    double number = value.doubleValue();
    double size = Math.abs(number);
    if (size >= MANY) {
      return String.format(Locale.ROOT, "%.0f", number);
    }
    if (size > 0 && size < TINY) {
      return String.format(Locale.ROOT, "%.1e", number);
    }
    return String.format(Locale.ROOT, "%.3f", number);
  }
}
