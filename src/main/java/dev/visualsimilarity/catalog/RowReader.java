package dev.visualsimilarity.catalog;

import dev.visualsimilarity.datapoint.Attributes;
import dev.visualsimilarity.datapoint.NumericRestrict;
import dev.visualsimilarity.datapoint.Restrict;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.ledger.Reject;
import dev.visualsimilarity.ledger.RejectReason;
import dev.visualsimilarity.ledger.Stage;
import dev.visualsimilarity.storage.StorageUri;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes items of rows. Remembers the ids it has seen, nothing else. */
final class RowReader {

  private static final char REPLACEMENT = '\ufffd';

  private final CatalogSource source;
  private final CatalogColumns columns;
  private final Set<String> ids = new HashSet<>();

  RowReader(CatalogSource source, CatalogColumns columns) {
    this.source = source;
    this.columns = columns;
  }

  /**
   * Makes an item of a row.
   *
   * @param line where the row begins, for messages
   * @param row all values by column
   */
  CatalogRow read(long line, Map<String, String> row) {
    String id = row.get(columns.id()).strip();
    try {
      checkId(id);
      StorageUri image = image(row);
      Attributes attributes = attributes(row);
      // Last, so that a row that is rejected for another reason does not take the id.
      if (!ids.add(id)) {
        throw new BadRow(RejectReason.DUPLICATE_ID, "an earlier row has this id");
      }
      return new CatalogItem(id, image, attributes, row);
    } catch (BadRow e) {
      return rejected(id, line, e.reason, e.getMessage());
    }
  }

  /** A row of this catalog that is no item. */
  RejectedRow rejected(String id, long line, RejectReason reason, String message) {
    return new RejectedRow(
        new Reject(
            id,
            source.catalog().toString(),
            Stage.CATALOG,
            reason,
            "line " + line + ": " + message));
  }

  private void checkId(String id) throws BadRow {
    if (id.isEmpty()) {
      throw new BadRow(
          RejectReason.INVALID_ID, "column %s, the id, is empty".formatted(columns.id()));
    }
    if (id.indexOf(REPLACEMENT) >= 0 || id.chars().anyMatch(Character::isISOControl)) {
      throw new BadRow(
          RejectReason.INVALID_ID,
          "id '%s' has a control character or is not UTF-8"
              .formatted(id.replaceAll("\\p{Cntrl}", "?")));
    }
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

  private Attributes attributes(Map<String, String> row) throws BadRow {
    List<Restrict> restricts = new ArrayList<>();
    for (ColumnBinding binding : columns.restricts()) {
      String token = row.get(binding.column()).strip();
      if (!token.isEmpty()) {
        restricts.add(new Restrict(binding.namespace(), List.of(token), List.of()));
      }
    }
    List<NumericRestrict> numeric = new ArrayList<>();
    for (NumericColumn column : columns.numericRestricts()) {
      String text = row.get(column.binding().column()).strip();
      if (!text.isEmpty()) {
        numeric.add(new NumericRestrict(column.binding().namespace(), number(column, text)));
      }
    }
    Optional<String> crowding =
        columns.crowding().map(name -> row.get(name).strip()).filter(tag -> !tag.isEmpty());
    return new Attributes(restricts, numeric, crowding);
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
