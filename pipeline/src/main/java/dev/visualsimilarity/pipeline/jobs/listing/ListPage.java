package dev.visualsimilarity.pipeline.jobs.listing;

import dev.visualsimilarity.emulator.service.ApiErrors;
import java.util.List;
import java.util.function.Function;

/**
 * One page of a list in any order.
 *
 * @param items the page
 * @param nextToken where the next one begins; empty at the end
 */
public record ListPage<T>(List<T> items, String nextToken) {

  private static final int DEFAULT_SIZE = 100;

  /** As many pipelines as are in memory at once for one answer. */
  private static final int MAX_SIZE = 200;

  /**
   * Cuts a page out of all.
   *
   * @param token the name of the last resource of the page before; empty for the first page
   */
  public static <T> ListPage<T> of(
      List<T> all, Function<T, String> name, int pageSize, String token) {
    if (pageSize < 0) {
      throw ApiErrors.invalidArgument("page_size must not be negative: %d", pageSize);
    }
    int size = pageSize == 0 ? DEFAULT_SIZE : Math.min(pageSize, MAX_SIZE);
    int from = token.isEmpty() ? 0 : all.stream().map(name).toList().indexOf(token) + 1;
    if (from == 0 && !token.isEmpty()) {
      throw ApiErrors.invalidArgument(
          "page_token '%s' names what is not in the list any more; begin again", token);
    }
    int to = Math.min(all.size(), from + size);
    List<T> items = List.copyOf(all.subList(from, to));
    return new ListPage<>(items, to < all.size() ? name.apply(items.get(size - 1)) : "");
  }
}
