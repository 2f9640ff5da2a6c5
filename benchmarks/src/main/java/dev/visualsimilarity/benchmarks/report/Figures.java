package dev.visualsimilarity.benchmarks.report;

import java.util.Locale;

/** Figures as they stand in the tables. */
public final class Figures {

  private static final double MEGABYTE = 1e6;

  private Figures() {}

  /** A rate in whole images a second. */
  public static String rate(double imagesPerSecond) {
    return String.format(Locale.ROOT, "%,.0f", imagesPerSecond);
  }

  /** A ratio with two digits. */
  public static String ratio(double ratio) {
    return String.format(Locale.ROOT, "%.2f", ratio);
  }

  /** The lowest and the highest of some ratios. */
  public static String range(Samples ratios) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : ratios.values()) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    return ratio(low) + " to " + ratio(high);
  }

  /** A share in percent. */
  public static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  /** Milliseconds with two digits. */
  public static String millis(double millis) {
    return String.format(Locale.ROOT, "%.2f ms", millis);
  }

  /** Bytes in MB, of a million bytes. */
  public static String megabytes(double bytes) {
    return String.format(Locale.ROOT, "%,.0f MB", bytes / MEGABYTE);
  }

  /** A cosine. */
  public static String cosine(double cosine) {
    return String.format(Locale.ROOT, "%.6f", cosine);
  }
}
