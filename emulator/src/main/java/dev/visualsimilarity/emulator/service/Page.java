package dev.visualsimilarity.emulator.service;

import java.util.List;
import java.util.function.Function;

/**
 * One page of a list of resources.
 *
 * @param items the page
 * @param nextToken where the next one begins; empty at the end
 */
public record Page<T>(List<T> items, String nextToken) {
  private static final int DEFAULT_SIZE = 100;
  private static final int MAX_SIZE = 1000;

  /**
   * Cuts a page out of resources that are ordered by name.
   *
   * @param token the name of the last resource of the page before; empty for the first page
   */
  public static <T> Page<T> of(List<T> all, Function<T, String> name, int pageSize, String token) {
    if (pageSize < 0) {
      throw ApiErrors.invalidArgument("page_size must not be negative: %d", pageSize);
    }
    int size = pageSize == 0 ? DEFAULT_SIZE : Math.min(pageSize, MAX_SIZE);
    List<T> rest =
        all.stream()
            .filter(item -> token.isEmpty() || name.apply(item).compareTo(token) > 0)
            .toList();
    if (rest.size() <= size) {
      return new Page<>(rest, "");
    }
    return new Page<>(List.copyOf(rest.subList(0, size)), name.apply(rest.get(size - 1)));
  }
}
