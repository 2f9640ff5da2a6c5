package dev.visualsimilarity.catalog;

import dev.visualsimilarity.error.UserException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the columns of a catalog mean.
 *
 * @param id the column of the ids
 * @param image where an item's image is
 * @param restricts columns of tokens
 * @param numericRestricts columns of numbers
 * @param crowding the column of the crowding tag
 * @param valueSeparator what stands between the tokens of a restrict column; empty: one token
 */
public record CatalogColumns(
    String id,
    ImageTemplate image,
    List<ColumnBinding> restricts,
    List<NumericColumn> numericRestricts,
    Optional<String> crowding,
    String valueSeparator) {

  /**
   * Copies the lists.
   *
   * @throws UserException if two columns have one namespace, which index data cannot have
   */
  public CatalogColumns {
    restricts = List.copyOf(restricts);
    numericRestricts = List.copyOf(numericRestricts);
    requireDistinct("restrict columns", restricts.stream().map(ColumnBinding::namespace));
    requireDistinct(
        "numeric restrict columns",
        numericRestricts.stream().map(column -> column.binding().namespace()));
  }

  /** Ids and images alone: what a table of queries must have. */
  public CatalogColumns withoutAttributes() {
    return new CatalogColumns(id, image, List.of(), List.of(), Optional.empty(), valueSeparator);
  }

  /** The types of the numbers, by namespace. */
  public Map<String, NumericType> numericTypes() {
    return numericRestricts.stream()
        .collect(Collectors.toMap(column -> column.binding().namespace(), NumericColumn::type));
  }

  /** The same for a folder, where the id says which image is meant. */
  CatalogColumns ofFolder() {
    return new CatalogColumns(
        id, ImageTemplate.ofColumn(id), restricts, numericRestricts, crowding, valueSeparator);
  }

  /** Every column that the catalog must have, with the parameters that name it. */
  RequiredColumns required() {
    RequiredColumns columns = new RequiredColumns();
    columns.add(id, "id_column");
    image.columns().forEach(column -> columns.add(column, image.parameter()));
    restricts.forEach(restrict -> columns.add(restrict.column(), "restrict_columns"));
    numericRestricts.forEach(
        restrict -> columns.add(restrict.binding().column(), "numeric_restrict_columns"));
    crowding.ifPresent(column -> columns.add(column, "crowding_column"));
    return columns;
  }

  private static void requireDistinct(String what, Stream<String> namespaces) {
    Set<String> seen = new HashSet<>();
    namespaces.forEach(
        namespace -> {
          if (!seen.add(namespace)) {
            throw UserException.badParameter(
                "two %s have the namespace '%s'; give each its own".formatted(what, namespace));
          }
        });
  }
}
