package dev.visualsimilarity.pipeline.command;

import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The flags of a query that its program takes as they are. A picocli mixin. */
final class QueryOptions {

  @Option(
      names = "--num-neighbors",
      paramLabel = "N",
      description = "neighbors a picture (default: ${DEFAULT-VALUE})")
  int numNeighbors = 10;

  @Option(
      names = "--allow",
      paramLabel = "NAMESPACE=TOKEN",
      description = "neighbors must have one of these tokens in each namespace; may be repeated")
  List<String> allow = List.of();

  @Option(
      names = "--deny",
      paramLabel = "NAMESPACE=TOKEN",
      description = "neighbors must not have this token; may be repeated")
  List<String> deny = List.of();

  @Option(
      names = "--numeric",
      paramLabel = "CONDITION",
      description =
          "condition on a number of the neighbors, such as 'price<50' or 'stock>=1:int'; may be"
              + " repeated")
  List<String> numeric = List.of();

  @Option(
      names = "--per-crowding-attribute-neighbor-count",
      paramLabel = "N",
      description = "at most so many neighbors of one crowding tag (default: any number)")
  int perCrowdingAttribute;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "write a page that shows the pictures beside their neighbors")
  Optional<String> html = Optional.empty();

  /**
   * Checks the namespaces of the filters.
   *
   * @throws UserException if the index has none of that name
   */
  void check(Namespaces namespaces) {
    allow.forEach(token -> namespaces.checkToken("--allow", token));
    deny.forEach(token -> namespaces.checkToken("--deny", token));
    numeric.forEach(condition -> namespaces.checkNumber("--numeric", condition));
  }

  /**
   * Looks at what can be told before anything starts.
   *
   * @throws UserException if no neighbors are asked for
   */
  void check() {
    if (numNeighbors < 1) {
      throw UserException.badParameter(
          "--num-neighbors is %d; give 1 or more".formatted(numNeighbors));
    }
  }

  /** The same for the program. */
  List<String> flags() {
    List<String> flags = new ArrayList<>();
    flags.add("--num-neighbors=" + numNeighbors);
    allow.forEach(token -> flags.add("--allow=" + list(token)));
    deny.forEach(token -> flags.add("--deny=" + list(token)));
    numeric.forEach(condition -> flags.add("--numeric=" + list(condition)));
    flags.add("--per-crowding-attribute-neighbor-count=" + perCrowdingAttribute);
    html.ifPresent(file -> flags.add("--html=" + file));
    return flags;
  }

  /** As the program takes lists; a token may have commas. */
  private static String list(String item) {
    return Json.COMPACT.toJson(List.of(item));
  }
}
