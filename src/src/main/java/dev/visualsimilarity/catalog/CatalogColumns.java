package dev.visualsimilarity.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the columns of a catalog mean.
 *
 * @param id the column of the ids
 * @param image where an item's image is
 * @param restricts columns of tokens
 * @param numericRestricts columns of numbers
 * @param crowding the column of the crowding tag
 */
public record CatalogColumns(
    String id,
    ImageTemplate image,
    List<ColumnBinding> restricts,
    List<NumericColumn> numericRestricts,
    Optional<String> crowding) {

  public CatalogColumns {
    restricts = List.copyOf(restricts);
    numericRestricts = List.copyOf(numericRestricts);
  }

  /** Every column that the catalog must have. */
  List<String> required() {
    List<String> columns = new ArrayList<>();
    columns.add(id);
    columns.addAll(image.columns());
    restricts.forEach(restrict -> columns.add(restrict.column()));
    numericRestricts.forEach(restrict -> columns.add(restrict.binding().column()));
    crowding.ifPresent(columns::add);
    return columns.stream().distinct().toList();
  }
}
