package dev.visualsimilarity.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visualsimilarity.command.TextList;
import dev.visualsimilarity.datapoint.Attributes;
import dev.visualsimilarity.datapoint.NumericRestrict;
import dev.visualsimilarity.datapoint.Restrict;
import dev.visualsimilarity.ledger.Reject;
import dev.visualsimilarity.ledger.RejectReason;
import dev.visualsimilarity.storage.LocalStorage;
import dev.visualsimilarity.storage.Storage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogReaderTest {

  private static final CatalogColumns COLUMNS = new CatalogOptions().columns();

  @TempDir private Path folder;

  private final Storage storage = new LocalStorage();

  @Test
  void readsQuotesNewlinesAndAllColumnsInTheirOrder() throws IOException {
    List<CatalogRow> rows =
        read(
            COLUMNS,
            "title,id,image\r\n\"Mug, \"\"red\"\"\r\nlarge\",a,images/a.jpg\r\n\r\nCup,b,b.png\r\n");
    assertThat(rows).hasSize(2);
    CatalogItem mug = (CatalogItem) rows.get(0);
    assertThat(mug.id()).isEqualTo("a");
    assertThat(mug.image().toPath()).isEqualTo(folder.resolve("images/a.jpg"));
    assertThat(mug.columns().keySet()).containsExactly("title", "id", "image");
    assertThat(mug.columns()).containsEntry("title", "Mug, \"red\"\r\nlarge");
    assertThat(((CatalogItem) rows.get(1)).id()).isEqualTo("b");
  }

  @Test
  void knowsItsColumnsBeforeTheFirstRow() throws IOException {
    Path file = Files.writeString(folder.resolve("c.csv"), "title, id ,image\nMug,a,a.jpg\n");
    CatalogSource source = CatalogSource.parse(file.toString(), "");
    try (CatalogReader reader = CatalogReader.open(storage, source, COLUMNS)) {
      assertThat(reader.header()).containsExactly("title", "id", "image");
    }
  }

  @Test
  void skipsTheEmptyRowsAndColumnsOfASpreadsheet() throws IOException {
    List<CatalogRow> rows =
        read(COLUMNS, ",,,\nid,image,,\na,a.jpg,,\n , ,,\nb,b.jpg,note,\n,,,\n,,,\n");
    assertThat(rows).hasSize(2);
    assertThat(items(rows)).extracting(CatalogItem::id).containsExactly("a", "b");
  }

  @Test
  void skipsAByteOrderMark() throws IOException {
    assertThat(items(read(COLUMNS, "\ufeffid,image\nä,a.jpg\n")))
        .singleElement()
        .extracting(CatalogItem::id)
        .isEqualTo("ä");
  }

  @Test
  void recognisesGzipByItsContent() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write("id,image\na,a.jpg\n".getBytes(StandardCharsets.UTF_8));
    }
    Path file = Files.write(folder.resolve("catalog"), bytes.toByteArray());
    assertThat(items(read(COLUMNS, CatalogSource.parse(file.toString(), "")))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "sub/a.jpg,'',BASE/sub/a.jpg",
    "a.jpg,gs://bucket/photos,gs://bucket/photos/a.jpg",
    "/abs/a.jpg,gs://bucket/photos,/abs/a.jpg",
    "gs://other/a.jpg,'',gs://other/a.jpg",
    "file:///abs/a.jpg,'',/abs/a.jpg",
    "/gcs/other/a.jpg,'',gs://other/a.jpg",
  })
  void findsTheImageFromTheRoot(String value, String root, String expected) throws IOException {
    Path file = Files.writeString(folder.resolve("c.csv"), "id,image\na," + value + "\n");
    assertThat(items(read(COLUMNS, CatalogSource.parse(file.toString(), root))))
        .singleElement()
        .extracting(item -> item.image().toString())
        .isEqualTo(expected.replace("BASE", folder.toString()));
  }

  @Test
  void findsTheImageByATemplate() throws IOException {
    CatalogColumns columns =
        new CatalogColumns(
            "ImgId",
            ImageTemplate.parse("train/{ImgId}.jpg"),
            List.of(),
            List.of(),
            Optional.empty(),
            "");
    assertThat(items(read(columns, "ImgId,title\n0979$1\\4837X,Book\n")))
        .singleElement()
        .extracting(item -> item.image().toPath())
        .isEqualTo(folder.resolve("train/0979$1\\4837X.jpg"));
  }

  @Test
  void takesAttributesFromColumnsAndLeavesEmptyOnesOut() throws IOException {
    CatalogOptions options = new CatalogOptions();
    options.restrictColumns = TextList.parse("colour=c,brand");
    options.numericRestrictColumns = TextList.parse("price,size=s:int,weight:double");
    options.crowdingColumn = "brand";
    List<CatalogItem> items =
        items(
            read(
                options.columns(),
                "id,image,c,brand,price,s,weight\na,a.jpg, red ,B,1.5,3.0,0.1\nb,b.jpg,,,,,\n"));
    assertThat(items.get(0).attributes().restricts())
        .containsExactly(
            new Restrict("colour", List.of("red"), List.of()),
            new Restrict("brand", List.of("B"), List.of()));
    assertThat(items.get(0).attributes().numericRestricts())
        .containsExactly(
            new NumericRestrict("price", 1.5f),
            new NumericRestrict("size", 3L),
            new NumericRestrict("weight", 0.1));
    assertThat(items.get(0).attributes().crowdingTag()).contains("B");
    assertThat(items.get(1).attributes()).isEqualTo(Attributes.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "\" ,x.jpg,1\"|INVALID_ID|line 3: column id, the id, is empty",
        "a,x.jpg,1|DUPLICATE_ID|line 3: an earlier row has this id",
        "x,,1|MISSING_IMAGE|line 3: column image, the image, is empty",
        "x,x.jpg,many|BAD_METADATA|line 3: column n: 'many' is not a number",
        "x,x.jpg,1.5|BAD_METADATA|line 3: column n: '1.5' is not a 64-bit integer",
        "x,x.jpg|BAD_METADATA|line 3: 2 values, but the header has 3 columns",
        "x,x.jpg,1,2|BAD_METADATA|line 3: 4 values, but the header has 3 columns",
        "x,https://shop/x.jpg,1|UNREADABLE|line 3: cannot read from https://shop/x.jpg",
      })
  void rejectsABadRowAndGoesOn(String row, RejectReason reason, String message) throws IOException {
    CatalogOptions options = new CatalogOptions();
    options.numericRestrictColumns = TextList.parse("n:int");
    List<CatalogRow> rows =
        read(options.columns(), "id,image,n\na,a.jpg,1\n" + row + "\nb,b.jpg,2\n");
    assertThat(items(rows)).extracting(CatalogItem::id).containsExactly("a", "b");
    Reject reject = ((RejectedRow) rows.get(1)).reject();
    assertThat(reject.reason()).isEqualTo(reason);
    assertThat(reject.message()).startsWith(message);
    assertThat(reject.uri()).isEqualTo(folder.resolve("catalog.csv").toString());
  }

  @Test
  void rejectsAnIdThatIsNotUtf8() throws IOException {
    byte[] latin1 = "id,image\nm\u00fctze,a.jpg\n".getBytes(StandardCharsets.ISO_8859_1);
    Path file = Files.write(folder.resolve("latin1.csv"), latin1);
    assertThat(read(COLUMNS, CatalogSource.parse(file.toString(), "")))
        .singleElement()
        .isInstanceOfSatisfying(
            RejectedRow.class,
            row -> assertThat(row.reject().reason()).isEqualTo(RejectReason.INVALID_ID));
  }

  @ParameterizedTest
  @CsvSource({"colour,''", "'',colour"})
  void rejectsAFilterValueThatIsNotUtf8(String restrict, String crowding) throws IOException {
    CatalogOptions options = new CatalogOptions();
    options.restrictColumns = TextList.parse(restrict);
    options.crowdingColumn = crowding;
    byte[] latin1 =
        "id,image,colour,title\na,a.jpg,bl\u00e5,T\nb,b.jpg,red,r\u00f8d\n"
            .getBytes(StandardCharsets.ISO_8859_1);
    Path file = Files.write(folder.resolve("latin1.csv"), latin1);
    List<CatalogRow> rows = read(options.columns(), CatalogSource.parse(file.toString(), ""));
    assertThat(items(rows)).extracting(CatalogItem::id).containsExactly("b");
    Reject reject = ((RejectedRow) rows.get(0)).reject();
    assertThat(reject.reason()).isEqualTo(RejectReason.BAD_METADATA);
    assertThat(reject.message())
        .isEqualTo("line 2: column colour: 'bl\ufffd' is not UTF-8; save the catalog in UTF-8");
  }

  @Test
  void aRejectedRowDoesNotTakeItsId() throws IOException {
    assertThat(items(read(COLUMNS, "id,image\na,\na,a.jpg\n"))).hasSize(1);
  }

  private List<CatalogRow> read(CatalogColumns columns, String csv) throws IOException {
    Path file = Files.writeString(folder.resolve("catalog.csv"), csv);
    return read(columns, CatalogSource.parse(file.toString(), ""));
  }

  private List<CatalogRow> read(CatalogColumns columns, CatalogSource source) throws IOException {
    List<CatalogRow> rows = new ArrayList<>();
    try (CatalogReader reader = CatalogReader.open(storage, source, columns)) {
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
