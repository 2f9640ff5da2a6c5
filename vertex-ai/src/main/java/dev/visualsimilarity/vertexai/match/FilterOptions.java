package dev.visualsimilarity.vertexai.match;

import dev.visualsimilarity.catalog.NumericType;
import dev.visualsimilarity.command.TextList;
import dev.visualsimilarity.datapoint.Restrict;
import dev.visualsimilarity.error.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The flags that say what every neighbor must be like. A picocli mixin. */
public final class FilterOptions {

  @Option(
      names = "--allow",
      paramLabel = "LIST",
      converter = TextList.Converter.class,
      description = "neighbors must have one of these tokens in each namespace: namespace=token")
  List<TextList> allow = List.of();

  @Option(
      names = "--deny",
      paramLabel = "LIST",
      converter = TextList.Converter.class,
      description = "neighbors must not have these tokens: namespace=token")
  List<TextList> deny = List.of();

  @Option(
      names = "--numeric",
      paramLabel = "LIST",
      converter = TextList.Converter.class,
      description =
          "conditions on numbers: namespace, one of < <= = >= > !=, number and, if it is not float, its type, such as price<50 or stock>=1:int")
  List<TextList> numeric = List.of();

  @Option(
      names = "--per-crowding-attribute-neighbor-count",
      paramLabel = "N",
      description = "at most so many neighbors of one crowding tag; 0: any number")
  int perCrowdingAttribute;

  /**
   * The filter that the flags describe.
   *
   * @param types of numeric namespaces, where they are known
   * @throws UserException if a flag is not of its form
   */
  public SearchFilter filter(Map<String, NumericType> types) {
    if (perCrowdingAttribute < 0) {
      throw UserException.badParameter(
          "--per-crowding-attribute-neighbor-count must be 0 or more, not " + perCrowdingAttribute);
    }
    return new SearchFilter(
        restricts(),
        items(numeric).map(text -> NumericCondition.parse(text, types)).toList(),
        perCrowdingAttribute);
  }

  private List<Restrict> restricts() {
    Map<String, List<String>> allowed = byNamespace(allow, "--allow");
    Map<String, List<String>> denied = byNamespace(deny, "--deny");
    return Stream.concat(allowed.keySet().stream(), denied.keySet().stream())
        .distinct()
        .sorted()
        .map(
            name ->
                new Restrict(
                    name,
                    allowed.getOrDefault(name, List.of()),
                    denied.getOrDefault(name, List.of())))
        .toList();
  }

  private static Map<String, List<String>> byNamespace(List<TextList> lists, String flag) {
    Map<String, List<String>> tokens = new TreeMap<>();
    items(lists)
        .forEach(
            item -> {
              int equals = item.indexOf('=');
              if (equals < 1 || equals == item.length() - 1) {
                throw UserException.badParameter(
                    "%s: '%s' is not namespace=token; give one such as category=shoes"
                        .formatted(flag, item));
              }
              tokens
                  .computeIfAbsent(item.substring(0, equals), name -> new ArrayList<>())
                  .add(item.substring(equals + 1));
            });
    return tokens;
  }

  private static Stream<String> items(List<TextList> lists) {
    return lists.stream().flatMap(list -> list.values().stream());
  }
}
