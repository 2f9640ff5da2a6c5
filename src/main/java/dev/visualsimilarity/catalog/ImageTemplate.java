package dev.visualsimilarity.catalog;

import dev.visualsimilarity.error.UserException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the place of an image follows from its row: text with columns in braces, such as {@code
 * train/{ImgId}.jpg}.
 */
public final class ImageTemplate {

  private static final Pattern COLUMN = Pattern.compile("\\{([^{}]*)}");

  private final String text;
  private final List<String> columns;
  private final String parameter;

  private ImageTemplate(String text, List<String> columns, String parameter) {
    this.text = text;
    this.parameter = parameter;
    this.columns = List.copyOf(columns);
  }

  /**
   * Reads a template.
   *
   * @throws UserException if no column is in it: all images would be one
   */
  public static ImageTemplate parse(String text) {
    List<String> columns = new ArrayList<>();
    COLUMN.matcher(text).results().forEach(match -> columns.add(match.group(1)));
    if (columns.isEmpty()) {
      throw UserException.badParameter(
          "image template '%s' names no column; write one in braces, such as images/{id}.jpg"
              .formatted(text));
    }
    return new ImageTemplate(text, columns, "image_template");
  }

  /** The template that is one column's value. */
  public static ImageTemplate ofColumn(String column) {
    return new ImageTemplate("{" + column + "}", List.of(column), "image_column");
  }

  /** The columns that it takes values from. */
  public List<String> columns() {
    return columns;
  }

  /** The parameter that gives it. */
  String parameter() {
    return parameter;
  }

  /** The template with a row's values; empty if one of them is. */
  Optional<String> fill(Map<String, String> row) {
    if (columns.stream().anyMatch(column -> row.get(column).isBlank())) {
      return Optional.empty();
    }
    return Optional.of(
        COLUMN
            .matcher(text)
            .replaceAll(match -> Matcher.quoteReplacement(row.get(match.group(1)).strip())));
  }

  @Override
  public String toString() {
    return text;
  }
}
