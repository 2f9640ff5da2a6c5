package dev.visualsimilarity.catalog;

import dev.visualsimilarity.datapoint.Attributes;
import dev.visualsimilarity.datapoint.NumericRestrict;
import dev.visualsimilarity.datapoint.Restrict;
import dev.visualsimilarity.digest.DigestSet;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.ledger.Reject;
import dev.visualsimilarity.ledger.RejectReason;
import dev.visualsimilarity.ledger.Stage;
import dev.visualsimilarity.storage.StorageUri;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes items of rows. Remembers the digests of the ids it has seen, nothing else. */
final class RowReader {

  private static final char REPLACEMENT = '\ufffd';

  private final CatalogSource source;
  private final CatalogColumns columns;
  private final Set<String> required;
  private final DigestSet ids = new DigestSet();

  RowReader(CatalogSource source, CatalogColumns columns) {
    this.source = source;
    this.columns = columns;
    this.required = columns.required().names();
  }

  /**
   * Makes an item of a row.
   *
   * @param row as the table has it
   * @param values all values of the row by column
   */
  CatalogRow read(TableRow row, Map<String, String> values) {
    String id = row.cell(columns.id()).text().strip();
    try {
      if (row.problem().isPresent()) {
        throw new BadRow(RejectReason.BAD_METADATA, row.problem().get());
      }
      checkSingle(row);
      checkId(id);
      StorageUri image = image(values);
      Attributes attributes = attributes(row);
      // Last, so that a row that is rejected for another reason does not take the id.
      if (!ids.add(digest(id))) {
        throw new BadRow(RejectReason.DUPLICATE_ID, "an earlier row has this id");
      }
      return new CatalogItem(id, image, attributes, values);
    } catch (BadRow e) {
      return rejected(id, row.line(), e.reason, e.getMessage());
    }
  }

  private RejectedRow rejected(String id, long line, RejectReason reason, String message) {
    return new RejectedRow(
        new Reject(
            id,
            source.catalog().toString(),
            Stage.CATALOG,
            reason,
            "line " + line + ": " + message));
  }

  /** All but restricts want one value, and nothing wants a structure. */
  private void checkSingle(TableRow row) throws BadRow {
    for (String column : required) {
      Cell cell = row.cell(column);
      boolean restrict = columns.restricts().stream().anyMatch(one -> one.column().equals(column));
      if (cell.nested()) {
        throw new BadRow(
            RejectReason.BAD_METADATA,
            "column %s: a JSON object or an array in an array is no value".formatted(column));
      }
      if (cell.values().size() > 1 && !restrict) {
        throw new BadRow(
            RejectReason.BAD_METADATA,
            "column %s: %d values where one is needed".formatted(column, cell.values().size()));
      }
    }
  }

  private void checkId(String id) throws BadRow {
    if (id.isEmpty()) {
      throw new BadRow(
          RejectReason.INVALID_ID, "column %s, the id, is empty".formatted(columns.id()));
    }
    if (id.indexOf(REPLACEMENT) >= 0
        || id.chars().anyMatch(Character::isISOControl)
        || !StandardCharsets.UTF_8.newEncoder().canEncode(id)) {
      throw new BadRow(
          RejectReason.INVALID_ID,
          "id '%s' has a control character or is not UTF-8"
              .formatted(id.replaceAll("\\p{Cntrl}", "?")));
    }
  }

  private static ByteBuffer digest(String id) {
    return ByteBuffer.wrap(DigestSet.digest(id.getBytes(StandardCharsets.UTF_8)));
  }

  private StorageUri image(Map<String, String> row) throws BadRow {
    Optional<String> place = columns.image().fill(row);
    if (place.isEmpty()) {
      throw new BadRow(
          RejectReason.MISSING_IMAGE,
          "column %s, the image, is empty".formatted(String.join(", ", columns.image().columns())));
    }
    try {
      return source.imageRoot().resolve(place.get());
    } catch (UserException | InvalidPathException e) {
      throw new BadRow(RejectReason.UNREADABLE, e.getMessage());
    }
  }

  private Attributes attributes(TableRow row) throws BadRow {
    List<Restrict> restricts = new ArrayList<>();
    for (ColumnBinding binding : columns.restricts()) {
      List<String> tokens = tokens(row.cell(binding.column()));
      for (String token : tokens) {
        checkText(binding.column(), token);
      }
      if (!tokens.isEmpty()) {
        restricts.add(new Restrict(binding.namespace(), tokens, List.of()));
      }
    }
    List<NumericRestrict> numeric = new ArrayList<>();
    for (NumericColumn column : columns.numericRestricts()) {
      String text = row.cell(column.binding().column()).text().strip();
      if (!text.isEmpty()) {
        numeric.add(new NumericRestrict(column.binding().namespace(), number(column, text)));
      }
    }
    Optional<String> crowding =
        columns.crowding().map(name -> row.cell(name).text().strip()).filter(tag -> !tag.isEmpty());
    if (crowding.isPresent()) {
      checkText(columns.crowding().get(), crowding.get());
    }
    return new Attributes(restricts, numeric, crowding);
  }

  /** No query could name such a token, and the index would take it in silence. */
  private static void checkText(String column, String text) throws BadRow {
    if (text.indexOf(REPLACEMENT) >= 0) {
      throw new BadRow(
          RejectReason.BAD_METADATA,
          "column %s: '%s' is not UTF-8; save the catalog in UTF-8".formatted(column, text));
    }
  }

  private List<String> tokens(Cell cell) {
    String separator = columns.valueSeparator();
    return cell.values().stream()
        .flatMap(
            value ->
                separator.isEmpty()
                    ? Stream.of(value)
                    : Arrays.stream(value.split(Pattern.quote(separator), -1)))
        .map(String::strip)
        .filter(token -> !token.isEmpty())
        .distinct()
        .toList();
  }

  private static Number number(NumericColumn column, String text) throws BadRow {
    try {
      return column.type().read(text);
    } catch (NumberFormatException e) {
      throw new BadRow(
          RejectReason.BAD_METADATA,
          "column %s: %s".formatted(column.binding().column(), e.getMessage()));
    }
  }

  private static final class BadRow extends Exception {
    private static final long serialVersionUID = 1L;
    private final RejectReason reason;

    BadRow(RejectReason reason, String message) {
      super(message);
      this.reason = reason;
    }
  }
}
