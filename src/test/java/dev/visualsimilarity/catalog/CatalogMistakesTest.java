package dev.visualsimilarity.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.visualsimilarity.command.TextList;
import dev.visualsimilarity.error.ExitCode;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.storage.LocalStorage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a whole catalog is one line for the user. */
class CatalogMistakesTest {

  @TempDir private Path folder;

  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("catalog.csv");
  }

  @Test
  void aMissingCatalog() {
    assertThat(mistake(file))
        .isEqualTo(
            "catalog %s does not exist, or is an empty folder; give the URI of a CSV or JSON Lines file, of a folder of images, or of a zip or tar of them"
                .formatted(file));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aDirectory(boolean filled) throws IOException {
    if (filled) {
      Files.writeString(file, "id,image\na,a.jpg\n");
    }
    assertThat(mistake(folder))
        .contains(
            filled
                ? "is a folder without images; give one with images, or the URI of the table"
                : "is an empty folder; give the URI of");
  }

  @Test
  void anEmptyFile() throws IOException {
    Files.createFile(file);
    assertThat(mistake(file)).contains("is empty; a header and at least one row are needed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"id,image", "id,image\r\n", "id,image\n\n\n"})
  void aHeaderWithoutRows(String csv) throws IOException {
    Files.writeString(file, csv);
    assertThat(mistake(file)).contains("has a header but no rows");
  }

  @Test
  void allMissingColumnsAreToldWithTheirParametersAndTheColumnsThereAre() throws IOException {
    Files.writeString(file, "sku,picture\na,a.jpg\n");
    assertThat(mistake(file))
        .isEqualTo(
            "catalog %s has no column 'id' (id_column), 'image' (image_column); its columns are sku, picture; give columns that it has"
                .formatted(file));
  }

  @Test
  void columnsThatNeedNotBeAreToldHowToBeLeftOut() throws IOException {
    Files.writeString(file, "id,image\na,a.jpg\n");
    CatalogOptions options = new CatalogOptions();
    options.imageTemplate = "{photo}.jpg";
    options.restrictColumns = TextList.parse("category,brand");
    options.numericRestrictColumns = TextList.parse("price:float");
    options.crowdingColumn = "brand";
    UserException e =
        catchThrowableOfType(
            UserException.class,
            () ->
                CatalogReader.open(
                    new LocalStorage(),
                    CatalogSource.parse(file.toString(), ""),
                    options.columns(),
                    Map.of("product", "label_column")));
    assertThat(e)
        .hasMessage(
            "catalog %s has no column 'photo' (image_template), 'category' (restrict_columns), 'brand' (restrict_columns, crowding_column), 'price' (numeric_restrict_columns), 'product' (label_column); its columns are id, image; give columns that it has, or none where none is wanted: restrict_columns= crowding_column= numeric_restrict_columns= label_column="
                .formatted(file));
  }

  @Test
  void twoColumnsOfOneName() throws IOException {
    Files.writeString(file, "id,image,id\na,a.jpg,b\n");
    assertThat(mistake(file)).contains("two columns of one name: id, image, id");
  }

  @Test
  void aFileThatIsNoText() throws IOException {
    byte[] bytes = new byte[1000];
    Arrays.fill(bytes, (byte) 0xfe);
    Files.write(file, bytes);
    assertThat(mistake(file)).contains("is not a CSV file in UTF-8");
  }

  @ParameterizedTest
  @CsvSource({
    "'PAR1\u0015',a Parquet file; export the table as CSV or JSON Lines in UTF-8",
    "'PK\3\4',a zip file or an Excel workbook; give a zip a name that ends in .zip",
    "'BZh91AY&SY\n\"\n\"x',a bzip2 file; unpack it",
    "'\u00ff\u00d8\u00ff\u00e0',a JPEG image; give the folder of the images",
  })
  void aFileOfAnotherKindGzippedOrNot(String start, String message) throws IOException {
    byte[] content = (start + "\0".repeat(600)).getBytes(StandardCharsets.ISO_8859_1);
    Files.write(file, content);
    assertThat(mistake(file)).startsWith("catalog %s is %s".formatted(file, message));
    try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
      gzip.write(content);
    }
    assertThat(mistake(file)).startsWith("catalog %s is %s".formatted(file, message));
  }

  @Test
  void aTarFileOfAnotherName() throws IOException {
    Files.writeString(file, "\0".repeat(257) + "ustar" + "\0".repeat(250));
    assertThat(mistake(file))
        .isEqualTo(
            "catalog %s is a tar file; give it a name that ends in .tar, .tar.gz or .tgz"
                .formatted(file));
  }

  @Test
  void aTableWithTheWordsOfATarFileIsOne() throws IOException {
    Files.writeString(file, "id,title,image\n" + "a".repeat(240) + ",mustard,a.jpg\n");
    assertThat(Files.readString(file).indexOf("ustar")).isEqualTo(257);
    assertThat(open(file)).isNull();
  }

  @ParameterizedTest
  @CsvSource({"'\t',tabs", ";,semicolons"})
  void anotherSeparatorInsteadOfCommas(String separator, String name) throws IOException {
    Files.writeString(file, "id|image|title\na|a.jpg|A\n".replace("|", separator));
    assertThat(mistake(file))
        .isEqualTo(
            "catalog %s has its columns separated by %s; commas are needed: save it as CSV in UTF-8, separated by commas"
                .formatted(file, name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[null]", "[\"a\", null]", "[{}]", "["})
  void aListThatIsNone(String text) {
    UserException e = catchThrowableOfType(UserException.class, () -> TextList.parse(text));
    assertThat(e).hasMessageStartingWith("not a list: " + text + "; give a JSON array of strings");
    assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_PARAMETERS);
  }

  @Test
  void aQuoteThatIsNeverClosed() throws IOException {
    Files.writeString(file, "id,image\na,a.jpg\nb,\"" + "x".repeat(20_000_000));
    CatalogSource source = CatalogSource.parse(file.toString(), "");
    UserException e =
        catchThrowableOfType(
            UserException.class,
            () -> {
              try (CatalogReader reader =
                  CatalogReader.open(new LocalStorage(), source, new CatalogOptions().columns())) {
                reader.forEachRemaining(row -> {});
              }
            });
    assertThat(e)
        .hasMessageContaining("the quote that opens in line 3 is not closed within 4194304 bytes");
    assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_PARAMETERS);
  }

  @Test
  void aGzipFileThatIsCutOff() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write("id,image\na,a.jpg\n".getBytes(StandardCharsets.UTF_8));
    }
    for (int length : new int[] {5, 15}) {
      Files.write(file, Arrays.copyOf(bytes.toByteArray(), length));
      assertThat(mistake(file))
          .containsPattern("not a whole gzip file|cannot be read after line 0");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'',price:real,numeric restrict type 'real' is unknown",
    "=x,'',restrict column '=x' is not complete",
    "'',a=:int,restrict column 'a=' is not complete",
    "'[\"a=x\",\"b=x\",\"a=y\"]','',two restrict columns have the namespace 'a'",
    "a,'[\"a:int\",\"a=b\"]',two numeric restrict columns have the namespace 'a'",
  })
  void aBindingThatIsNotOfItsForm(String restricts, String numeric, String message) {
    CatalogOptions options = new CatalogOptions();
    options.restrictColumns = TextList.parse(restricts);
    options.numericRestrictColumns = TextList.parse(numeric);
    UserException e = catchThrowableOfType(UserException.class, options::columns);
    assertThat(e).hasMessageContaining(message);
    assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_PARAMETERS);
  }

  @Test
  void aTemplateWithoutAColumn() {
    UserException e =
        catchThrowableOfType(UserException.class, () -> ImageTemplate.parse("images/a.jpg"));
    assertThat(e).hasMessageContaining("names no column");
  }

  private String mistake(Path catalog) {
    UserException e = open(catalog);
    assertThat(e.exitCode()).isEqualTo(ExitCode.BAD_PARAMETERS);
    assertThat(e.getMessage()).doesNotContain("\n");
    return e.getMessage();
  }

  private static UserException open(Path catalog) {
    CatalogSource source = CatalogSource.parse(catalog.toString(), "");
    return catchThrowableOfType(
        UserException.class,
        () -> CatalogReader.open(new LocalStorage(), source, new CatalogOptions().columns()));
  }
}
