package dev.visualsimilarity.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.command.TextList;
import dev.visualsimilarity.datapoint.NumericRestrict;
import dev.visualsimilarity.datapoint.Restrict;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.ledger.Reject;
import dev.visualsimilarity.ledger.RejectReason;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.Storages;
import dev.visualsimilarity.storage.TestArchives;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogFormatsTest {

  @TempDir private Path folder;

  private final CatalogOptions options = new CatalogOptions();
  private final Storage storage = Storages.create();

  @AfterEach
  void close() {
    storage.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"c.jsonl", "c.ndjson", "c.json", "c.jsonl.gz", "c.csv", "catalog"})
  void readsJsonLines(String name) throws IOException {
    options.restrictColumns = TextList.parse("colour,sale");
    options.numericRestrictColumns = TextList.parse("price,stock:int");
    options.crowdingColumn = "brand";
    String text =
        """
        \ufeff{"id":"a","image":"a.jpg","colour":["red"," blue ","red",""],"price":1.50,"sale":true}

        {"image":"b.jpg","id":7,"colour":null,"stock":3,"brand":"x","more":{"deep":[1]}}\r
        """;
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    write(name, name.endsWith(".gz") ? TestArchives.gzip(bytes) : bytes);
    List<CatalogItem> items = items(read(name));
    assertThat(items).extracting(CatalogItem::id).containsExactly("a", "7");
    assertThat(items.get(0).attributes().restricts())
        .containsExactly(
            new Restrict("colour", List.of("red", "blue"), List.of()),
            new Restrict("sale", List.of("true"), List.of()));
    assertThat(items.get(0).attributes().numericRestricts())
        .containsExactly(new NumericRestrict("price", 1.5f));
    assertThat(items.get(0).columns()).containsEntry("price", "1.50").containsEntry("brand", "");
    assertThat(items.get(1).attributes().restricts()).isEmpty();
    assertThat(items.get(1).attributes().numericRestricts())
        .containsExactly(new NumericRestrict("stock", 3L));
    assertThat(items.get(1).attributes().crowdingTag()).contains("x");
    assertThat(items.get(1).columns()).containsEntry("more", "{\"deep\":[1]}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"id\":\"x\"|line 2: the line ends before its JSON object does",
        "[1]|line 2: not a JSON object, but BEGIN_ARRAY",
        "{\"id\":\"x\",\"id\":\"y\"}|line 2: two members are named 'id'",
        "{\"id\":\"x\"} {}|line 2: not JSON: malformed at column 13",
        "{id:x}|line 2: not JSON: malformed at column 3",
        "{\"id\":\"x\",\"image\":\"x.jpg\",\"n\":[1,2]}|line 2: column n: 2 values where one is needed",
        "{\"id\":{\"a\":1},\"image\":\"x.jpg\"}|line 2: column id: a JSON object or an array in an",
        "{\"id\":\"x\",\"image\":\"x.jpg\",\"n\":\"many\"}|line 2: column n: 'many' is not a number",
      })
  void aBrokenLineIsARejectedRow(String line, String message) throws IOException {
    options.numericRestrictColumns = TextList.parse("n:int");
    write(
        "c.jsonl",
        "{\"id\":\"a\",\"image\":\"a.jpg\",\"n\":1}\n" + line + "\n{\"id\":\"b\",\"image\":\"b\"}");
    List<CatalogRow> rows = read("c.jsonl");
    assertThat(items(rows)).extracting(CatalogItem::id).containsExactly("a", "b");
    Reject reject = ((RejectedRow) rows.get(1)).reject();
    assertThat(reject.reason()).isEqualTo(RejectReason.BAD_METADATA);
    assertThat(reject.message()).startsWith(message);
  }

  @Test
  void aColumnThatNoneOfTheFirstRowsHasIsAMistake() throws IOException {
    write("c.jsonl", "{\"id\":\"a\"}\n{\"id\":\"b\",\"file\":\"b.jpg\"}\n");
    assertThatThrownBy(() -> read("c.jsonl"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("has no column 'image' (image_column); its columns are id, file");
    write("c.jsonl", "[{\"id\":\"a\"}]\n");
    assertThatThrownBy(() -> read("c.jsonl"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("JSON Lines are needed, an object a line: line 1: not a JSON object");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "id,image\\na,a.jpg\\nb,\"b.jpg\\nc,c.jpg\\n|line 3 is never closed",
        "\"id\",image\\na,\"x\\n\\ny\"\\nb,\"\"\"|line 5 is never closed",
        "id,image\\na,\"a.jpg\\nb,\"b.jpg\"\\n|line 2 is closed in line 3 with more of the value",
      })
  void aQuoteThatWasForgottenIsNamedByItsLine(String text, String message) throws IOException {
    write("c.csv", text.replace("\\n", "\n"));
    assertThatThrownBy(() -> read("c.csv"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("c.csv: the quote that opens in " + message);
  }

  @Test
  void aQuoteInsideAValueIsNoForgottenOne() throws IOException {
    write("c.csv", "\ufeff\"id\",image,t\na,a.jpg,15\" screen\nb,b.jpg,\"15\" \"wide\"\n");
    assertThat(items(read("c.csv"))).extracting(CatalogItem::id).containsExactly("a", "b");
  }

  @Test
  void splitsTheValuesOfRestrictColumnsOnly() throws IOException {
    options.restrictColumns = TextList.parse("colour");
    options.valueSeparator = "|";
    write("c.csv", "id,image,colour\na|b,a|b.jpg,red| blue ||red\nc,c.jpg,||\n");
    List<CatalogItem> items = items(read("c.csv"));
    assertThat(items.get(0).id()).isEqualTo("a|b");
    assertThat(items.get(0).attributes().restricts())
        .containsExactly(new Restrict("colour", List.of("red", "blue"), List.of()));
    assertThat(items.get(1).attributes().restricts()).isEmpty();
  }

  private Path write(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  private void write(String name, String text) throws IOException {
    write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private List<CatalogRow> read(String uri) throws IOException {
    return read(CatalogSource.parse(uri.contains("/") ? uri : folder.resolve(uri).toString(), ""));
  }

  private List<CatalogRow> read(CatalogSource source) throws IOException {
    List<CatalogRow> rows = new ArrayList<>();
    try (CatalogReader reader = CatalogReader.open(storage, source, options.columns())) {
      reader.forEachRemaining(rows::add);
    }
    return rows;
  }

  private static List<CatalogItem> items(List<CatalogRow> rows) {
    return rows.stream()
        .filter(CatalogItem.class::isInstance)
        .map(CatalogItem.class::cast)
        .toList();
  }
}
