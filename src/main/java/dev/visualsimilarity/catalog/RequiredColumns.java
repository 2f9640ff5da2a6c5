package dev.visualsimilarity.catalog;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The columns that a catalog must have, each with the parameters that name it. */
final class RequiredColumns {

  /** Those that mean their default where they are empty. */
  private static final Set<String> NEVER_EMPTY =
      Set.of("id_column", "image_column", "image_template");

  private final Map<String, Set<String>> parameters = new LinkedHashMap<>();

  void add(String column, String parameter) {
    parameters.computeIfAbsent(column, name -> new LinkedHashSet<>()).add(parameter);
  }

  /** Their names, each once. */
  Set<String> names() {
    return parameters.keySet();
  }

  /** Which of them a header lacks, who names those, and what to do; empty if it has them all. */
  Optional<String> missingFrom(List<String> header, String shown) {
    List<String> missing = names().stream().filter(name -> !header.contains(name)).toList();
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    String optional =
        missing.stream()
            .flatMap(name -> parameters.get(name).stream())
            .filter(parameter -> !NEVER_EMPTY.contains(parameter))
            .distinct()
            .map(parameter -> parameter + "=")
            .collect(Collectors.joining(" "));
    return Optional.of(
        "has no column %s; its columns are %s; give columns that it has%s"
            .formatted(
                missing.stream().map(this::told).collect(Collectors.joining(", ")),
                shown,
                optional.isEmpty() ? "" : ", or none where none is wanted: " + optional));
  }

  private String told(String column) {
    return "'%s' (%s)".formatted(column, String.join(", ", parameters.get(column)));
  }
}
