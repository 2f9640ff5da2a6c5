package dev.visualsimilarity.catalog;

import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.visualsimilarity.error.UserException;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/**
 * The records of a JSON Lines file (UTF-8, one object a line), read one by one. Numbers and
 * booleans are taken as they are written; null is as if the member were not there; an array of such
 * has several values. A line that is no object is a broken row. Empty lines are skipped. The
 * columns are those of the first {@value #HEADER_ROWS} rows.
 */
final class JsonTable implements Table {

  private static final int HEADER_ROWS = 1000;
  private static final int HEADER_CHARS = 1 << 23;
  private static final int LINE_CHARS = 1 << 24;
  private static final int BYTE_ORDER_MARK = '\ufeff';

  private final TableStream table;
  private final BufferedReader lines;
  private final Deque<TableRow> ahead = new ArrayDeque<>();
  private final List<String> header;
  private long line;

  private JsonTable(TableStream table) {
    this.table = table;
    this.lines =
        new BufferedReader(new InputStreamReader(table.bytes(), StandardCharsets.UTF_8), 1 << 16);
    this.header = readHeader();
  }

  /** Begins to read a table, and closes it in the end. */
  static JsonTable open(TableStream table) throws IOException {
    try {
      return new JsonTable(table);
    } catch (RuntimeException e) {
      table.close();
      throw e;
    }
  }

  @Override
  public String format() {
    return "JSON Lines file";
  }

  @Override
  public List<String> header() {
    return header;
  }

  @Override
  public boolean hasNext() {
    if (ahead.isEmpty()) {
      nextLine().ifPresent(text -> ahead.add(row(text)));
    }
    return !ahead.isEmpty();
  }

  @Override
  public TableRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the table has no more rows");
    }
    return ahead.remove();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  private List<String> readHeader() {
    Set<String> columns = new LinkedHashSet<>();
    long chars = 0;
    while (ahead.size() < HEADER_ROWS && chars < HEADER_CHARS) {
      Optional<String> text = nextLine();
      if (text.isEmpty()) {
        break;
      }
      chars += text.get().length();
      TableRow row = row(text.get());
      columns.addAll(row.cells().keySet());
      ahead.add(row);
    }
    if (columns.isEmpty() && !ahead.isEmpty()) {
      TableRow first = ahead.peek();
      throw UserException.badParameter(
          "catalog %s has no JSON object in its first %d lines; JSON Lines are needed, an object a line: line %d: %s"
              .formatted(
                  table.uri(), ahead.size(), first.line(), first.problem().orElse("no members")));
    }
    return List.copyOf(columns);
  }

  /** The next line that is not empty. */
  private Optional<String> nextLine() {
    try {
      while (true) {
        StringBuilder text = new StringBuilder();
        int next = lines.read();
        if (next < 0) {
          return Optional.empty();
        }
        line++;
        while (next >= 0 && next != '\n') {
          if (text.length() == LINE_CHARS) {
            throw UserException.badParameter(
                "catalog %s has more than %d characters in line %d; JSON Lines have an object a line"
                    .formatted(table.uri(), LINE_CHARS, line));
          }
          if (next != BYTE_ORDER_MARK || line > 1 || !text.isEmpty()) {
            text.append((char) next);
          }
          next = lines.read();
        }
        if (!text.toString().isBlank()) {
          return Optional.of(text.toString());
        }
      }
    } catch (IOException e) {
      String message =
          "catalog %s cannot be read after line %d: %s; check that the file is whole"
              .formatted(table.uri(), line, e.getMessage());
      throw TableStream.isDamage(e)
          ? UserException.badParameter(message, e)
          : UserException.failed(message, e);
    }
  }

  private TableRow row(String text) {
    Map<String, Cell> cells = new LinkedHashMap<>();
    try (JsonReader json = new JsonReader(new StringReader(text))) {
      json.setStrictness(Strictness.STRICT);
      if (json.peek() != JsonToken.BEGIN_OBJECT) {
        return TableRow.broken(line, Map.of(), "not a JSON object, but " + json.peek());
      }
      json.beginObject();
      while (json.hasNext()) {
        String name = json.nextName();
        if (cells.putIfAbsent(name, cell(json)) != null) {
          return TableRow.broken(line, cells, "two members are named '%s'".formatted(name));
        }
      }
      json.endObject();
      if (json.peek() != JsonToken.END_DOCUMENT) {
        return TableRow.broken(line, cells, "more than one JSON object");
      }
      return TableRow.of(line, cells);
    } catch (EOFException e) {
      return TableRow.broken(line, cells, "the line ends before its JSON object does");
    } catch (IOException | JsonParseException | IllegalStateException e) {
      return TableRow.broken(line, cells, "not JSON: " + problem(e));
    }
  }

  /** Gson's message without its advice to programmers and its line, which is always the first. */
  private static String problem(Exception e) {
    String firstLine = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return firstLine
        .replaceAll("Use JsonReader\\.\\S+ to accept malformed JSON", "malformed")
        .replace("at line 1 column", "at column");
  }

  private static Cell cell(JsonReader json) throws IOException {
    switch (json.peek()) {
      case NULL -> {
        json.nextNull();
        return Cell.EMPTY;
      }
      case STRING, NUMBER -> {
        return Cell.of(json.nextString());
      }
      case BOOLEAN -> {
        return Cell.of(Boolean.toString(json.nextBoolean()));
      }
      case BEGIN_ARRAY -> {
        return array(json);
      }
      default -> {
        return nested(json);
      }
    }
  }

  private static Cell array(JsonReader json) throws IOException {
    List<Cell> cells = new ArrayList<>();
    json.beginArray();
    while (json.hasNext()) {
      cells.add(json.peek() == JsonToken.BEGIN_ARRAY ? nested(json) : cell(json));
    }
    json.endArray();
    return new Cell(
        cells.stream().flatMap(cell -> cell.values().stream()).toList(),
        cells.stream().anyMatch(Cell::nested));
  }

  private static Cell nested(JsonReader json) throws IOException {
    return new Cell(List.of(JsonParser.parseReader(json).toString()), true);
  }
}
