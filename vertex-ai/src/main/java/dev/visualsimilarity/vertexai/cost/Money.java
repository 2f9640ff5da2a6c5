package dev.visualsimilarity.vertexai.cost;

import java.util.Locale;

/** Writes amounts of money. */
public final class Money {

  /** On average, as Google Cloud's own calculator counts. */
  static final int HOURS_OF_MONTH = 730;

  private static final double LARGE = 100;
  private static final double SMALL = 0.01;

  private Money() {}

  /** Such as {@code $0.094}, {@code $1.50}, {@code $1,096}; less than a cent as {@code <$0.01}. */
  static String text(double dollars) {
    if (dollars > 0 && dollars < SMALL) {
      return "<$0.01";
    }
    return String.format(Locale.ROOT, dollars >= LARGE ? "$%,.0f" : "$%.2f", dollars);
  }

  /** Such as {@code about $1.50 an hour, $1,095 a month}. */
  public static String perHourAndMonth(double dollarsPerHour) {
    return perHourAndMonth(dollarsPerHour, dollarsPerHour);
  }

  /** Such as {@code about $1.50}, or {@code less than $0.01}. */
  static String about(double dollars) {
    return dollars > 0 && dollars < SMALL ? "less than $0.01" : "about " + text(dollars);
  }

  static String perHourAndMonth(double least, double most) {
    return "about %s an hour, %s a month"
        .formatted(range(least, most), range(least * HOURS_OF_MONTH, most * HOURS_OF_MONTH));
  }

  /** One amount, or two with {@code to} between. */
  private static String range(double from, double to) {
    String least = text(from);
    return from == to ? least : least + " to " + text(to);
  }
}
