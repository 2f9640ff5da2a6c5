package dev.visualsimilarity.pipeline.client;

import java.util.List;
import java.util.stream.StreamSupport;

/** Listings of a service, which come page by page. */
final class Pages {

  private static final int LARGEST = 100;

  private Pages() {}

  /** How many to ask for at once, of so many that are wanted. */
  static int size(int limit) {
    return Math.min(limit, LARGEST);
  }

  /** The first ones of all pages. */
  static <T> List<T> first(int limit, Iterable<T> all) {
    return StreamSupport.stream(all.spliterator(), false).limit(limit).toList();
  }
}
