package dev.visualsimilarity.pipeline.jobs.listing;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import dev.visualsimilarity.emulator.service.ApiErrors;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The order_by of a request to list, AIP-132: {@code create_time desc, end_time}. */
public final class Order {

  private static final String DEFAULT = "create_time desc";
  private static final Pattern PART = Pattern.compile("(\\w+)(?:\\s+((?i:asc|desc)))?");

  private Order() {}

  /**
   * Reads an order; where it says nothing, the youngest come first.
   *
   * @param sortable the fields of time that it may name
   */
  public static <T> Comparator<T> parse(String text, ListedFields<T> fields, Set<String> sortable) {
    Comparator<T> order = null;
    for (String part : (text.isBlank() ? DEFAULT : text).split(",", -1)) {
      Matcher written = PART.matcher(part.strip());
      String field = written.matches() ? ListedFields.snakeCase(written.group(1)) : "";
      if (!sortable.contains(field)) {
        throw ApiErrors.invalidArgument(
            "order_by '%s' is not understood: give some of %s, each with desc or not",
            text, new TreeSet<>(sortable));
      }
      Function<T, Timestamp> time = fields.times().get(field);
      Comparator<T> next = Comparator.comparing(time, Timestamps::compare);
      Comparator<T> directed = "desc".equalsIgnoreCase(written.group(2)) ? next.reversed() : next;
      order = order == null ? directed : order.thenComparing(directed);
    }
    return order;
  }
}
