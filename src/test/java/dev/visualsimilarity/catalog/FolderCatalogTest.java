package dev.visualsimilarity.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.command.TextList;
import dev.visualsimilarity.datapoint.Restrict;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.ledger.Reject;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Catalogs that are folders or archives, and tables in archives. */
class FolderCatalogTest {

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
