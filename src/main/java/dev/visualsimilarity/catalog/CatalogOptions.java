package dev.visualsimilarity.catalog;

import dev.visualsimilarity.command.TextList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The flags that say what the columns of a catalog mean. A picocli mixin. */
public final class CatalogOptions {

  @Option(
      names = "--id-column",
      paramLabel = "COLUMN",
      description = "the catalog's column of ids (default: ${DEFAULT-VALUE})")
  String idColumn = "id";

  @Option(
      names = "--image-column",
      paramLabel = "COLUMN",
      description =
          "the column that says where the image is: a URI, an absolute path, or a path below the"
              + " image root (default: ${DEFAULT-VALUE})")
  String imageColumn = "image";

  @Option(
      names = "--image-template",
      paramLabel = "TEMPLATE",
      description =
          "instead of an image column: where the image is, with columns in braces, such as"
              + " train/{ImgId}.jpg")
  String imageTemplate = "";

  @Option(
      names = "--restrict-columns",
      paramLabel = "LIST",
      converter = TextList.Converter.class,
      description = "columns whose values become restricts: namespace=column, or column")
  TextList restrictColumns = new TextList(List.of());

  @Option(
      names = "--numeric-restrict-columns",
      paramLabel = "LIST",
      converter = TextList.Converter.class,
      description =
          "columns whose values become numeric restricts: namespace=column:type, type int, float"
              + " or double (float where left out)")
  TextList numericRestrictColumns = new TextList(List.of());

  @Option(
      names = "--crowding-column",
      paramLabel = "COLUMN",
      description = "the column whose value becomes the crowding tag")
  String crowdingColumn = "";

  @Option(
      names = "--value-separator",
      paramLabel = "TEXT",
      description =
          "what stands between the values of a restrict column that has several, such as |"
              + " (default: a column has one value; JSON arrays need none)")
  String valueSeparator = "";

  /**
   * The columns that the flags describe.
   *
   * @throws dev.visualsimilarity.error.UserException if a flag is not of its form
   */
  public CatalogColumns columns() {
    return new CatalogColumns(
        orDefault(idColumn, "id"),
        imageTemplate.isBlank()
            ? ImageTemplate.ofColumn(orDefault(imageColumn, "image"))
            : ImageTemplate.parse(imageTemplate),
        restrictColumns.values().stream().map(ColumnBinding::parse).toList(),
        numericRestrictColumns.values().stream().map(NumericColumn::parse).toList(),
        Optional.of(crowdingColumn).filter(column -> !column.isBlank()),
        valueSeparator);
  }

  private static String orDefault(String column, String defaultColumn) {
    return column.isBlank() ? defaultColumn : column;
  }
}
