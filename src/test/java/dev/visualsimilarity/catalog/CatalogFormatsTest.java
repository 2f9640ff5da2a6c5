package dev.visualsimilarity.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.command.TextList;
import dev.visualsimilarity.datapoint.NumericRestrict;
import dev.visualsimilarity.datapoint.Restrict;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.ledger.Reject;
import dev.visualsimilarity.ledger.RejectReason;
import dev.visualsimilarity.storage.CloudStorage;
import dev.visualsimilarity.storage.LocalStorage;
import dev.visualsimilarity.storage.RetryLimits;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.Storages;
import dev.visualsimilarity.storage.TestArchives;
import dev.visualsimilarity.testing.CloudStorageServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogFormatsTest {

  private static final byte[] IMAGE = "an image".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;

  private final CatalogOptions options = new CatalogOptions();
  private CloudStorageServer server;
  private Storage storage;

  @BeforeEach
  void start() throws IOException {
    server = new CloudStorageServer();
    storage =
        new Storages(new LocalStorage(), () -> CloudStorage.at(server.url(), RetryLimits.DEFAULT));
  }

  @AfterEach
  void stop() throws IOException {
    storage.close();
    server.close();
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
        .hasMessageContaining("has no column 'image'; its columns are id, file");
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

  @ParameterizedTest
  @ValueSource(strings = {"local", "cloud", "zip", "cloud zip", "tar", "tgz"})
  void aFolderOrArchiveOfImagesIsACatalog(String kind) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String name :
        List.of(
            "mugs/2.png",
            "mugs/1.jpg",
            "a.jpg",
            "a.png",
            "uuid",
            ".hidden.jpg",
            ".x/1.jpg",
            "mugs/Thumbs.db",
            "__MACOSX/a.jpg",
            "labels.csv",
            "mugs/1.txt",
            "in.zip")) {
      files.put(name, IMAGE);
    }
    String uri = place(kind, files);
    options.idColumn = "sku";
    options.imageTemplate = "train/{sku}.jpg";
    options.restrictColumns = TextList.parse("category=folder");
    List<CatalogItem> items = items(read(uri));
    assertThat(items)
        .extracting(CatalogItem::id)
        .containsExactly("a.jpg", "a.png", "mugs/1.jpg", "mugs/2.png", "uuid");
    assertThat(items.get(2).attributes().restricts())
        .containsExactly(new Restrict("category", List.of("mugs"), List.of()));
    assertThat(items.get(2).columns())
        .containsExactlyEntriesOf(orderedColumns("mugs/1.jpg", "mugs", "1.jpg"));
    for (CatalogItem item : items) {
      try (InputStream in = storage.read(item.image())) {
        assertThat(in.readAllBytes()).isEqualTo(IMAGE);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"zip", "cloud zip", "tar", "tgz"})
  void aTableAndItsImagesStandInOneArchive(String kind) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("train.csv", "ImgId\n1\n../../evil\n2\n".getBytes(StandardCharsets.UTF_8));
    files.put("train/1.jpg", IMAGE);
    files.put("train/2.jpg", IMAGE);
    String archive = place(kind, files);
    options.idColumn = "ImgId";
    options.imageTemplate = "train/{ImgId}.jpg";
    Path outside = write("t.csv", files.get("train.csv"));
    for (CatalogSource source :
        List.of(
            CatalogSource.parse(archive + "!/train.csv", ""),
            CatalogSource.parse(outside.toString(), archive),
            CatalogSource.parse(outside.toString(), archive + "!/train/.."))) {
      List<CatalogRow> rows = read(source);
      assertThat(items(rows)).extracting(CatalogItem::id).containsExactly("1", "2");
      assertThat(((RejectedRow) rows.get(1)).reject().message()).contains("leaves the archive");
      for (CatalogItem item : items(rows)) {
        try (InputStream in = storage.read(item.image())) {
          assertThat(in.readAllBytes()).isEqualTo(IMAGE);
        }
      }
    }
  }

  @Test
  void aFileWhoseNameLeadsOutOfItsArchiveIsRejected() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("../evil.jpg", IMAGE);
    files.put("good.jpg", IMAGE);
    write("x.zip", TestArchives.zip(files));
    List<CatalogRow> rows = read("x.zip");
    assertThat(items(rows)).extracting(CatalogItem::id).containsExactly("good.jpg");
    Reject reject = ((RejectedRow) rows.get(0)).reject();
    assertThat(reject.id()).isEqualTo("../evil.jpg");
    assertThat(reject.message()).contains("leads out of the archive");
  }

  @Test
  void anArchiveThatIsNotThereIsAMistakeBeforeTheFirstRow() throws IOException {
    Path table = write("t.csv", "id,image\na,a.jpg\n".getBytes(StandardCharsets.UTF_8));
    CatalogSource source = CatalogSource.parse(table.toString(), folder + "/none.zip!/train");
    assertThatThrownBy(() -> read(source))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("image root")
        .hasMessageContaining("does not exist; give the URI of a zip or tar file");
  }

  @Test
  void aZipInTheCloudTakesOneRequestAnImage() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int i = 0; i < 200; i++) {
      files.put("images/%d.jpg".formatted(i), IMAGE);
    }
    List<CatalogItem> items = items(read(place("cloud zip", files)));
    int listed = server.requests();
    assertThat(listed).isLessThanOrEqualTo(10);
    for (CatalogItem item : items) {
      try (InputStream in = storage.read(item.image())) {
        in.readAllBytes();
      }
    }
    assertThat(server.requests() - listed).isEqualTo(200);
  }

  private String place(String kind, Map<String, byte[]> files) throws IOException {
    switch (kind) {
      case "local" -> {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
          write("shop/" + file.getKey(), file.getValue());
        }
        return folder.resolve("shop").toString();
      }
      case "cloud" -> {
        files.forEach((name, bytes) -> server.put("bucket", "shop/" + name, bytes));
        return "gs://bucket/shop";
      }
      case "zip" -> {
        return write("shop.zip", TestArchives.zip(files)).toString();
      }
      case "cloud zip" -> {
        server.put("bucket", "x/shop.zip", TestArchives.zip(files));
        return "gs://bucket/x/shop.zip";
      }
      case "tar" -> {
        return write("shop.tar", TestArchives.tar(files)).toString();
      }
      default -> {
        return write("shop.tgz", TestArchives.gzip(TestArchives.tar(files))).toString();
      }
    }
  }

  private static Map<String, String> orderedColumns(String id, String folder, String file) {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("sku", id);
    columns.put("folder", folder);
    columns.put("file", file);
    return columns;
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
