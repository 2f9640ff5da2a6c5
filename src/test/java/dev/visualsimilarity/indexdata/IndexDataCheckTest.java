package dev.visualsimilarity.indexdata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visualsimilarity.storage.CloudStorage;
import dev.visualsimilarity.storage.LocalStorage;
import dev.visualsimilarity.storage.RetryLimits;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageUri;
import dev.visualsimilarity.testing.CloudStorageServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IndexDataCheckTest {

  private static final String GOOD = "{\"id\":\"a\",\"embedding\":[0.5,1]}";

  @TempDir Path directory;

  @Test
  void countsGoodRecordsOfAllFiles() throws IOException {
    write("embeddings-0.json", GOOD, "{\"id\":\"b\",\"embedding\":[1,2]}");
    write("embeddings-1.json", "{\"id\":\"c\",\"embedding\":[3,2]}");
    IndexDataReport report = check(0);
    assertThat(report)
        .isEqualTo(new IndexDataReport(2, 89, 3, 0, 2, Map.of(), Map.of(), 0, 0, List.of()));
    assertThat(report.vectorBytes()).isEqualTo(24);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"id\":\"b\",\"embedding\":[1]}|EMBEDDING_SIZE_MISMATCH: id 'b': embedding has 1 numbers, the index has 2 dimensions: {\"id\":\"b\",\"embedding\":[1]}",
        "{\"id\":\"b\",\"embedding\":[1,1e99]}|INVALID_EMBEDDING: id 'b': embedding[1] cannot be 1e99: it is too large for a 32-bit float: {\"id\":\"b\",\"embedding\":[1,1e99]}",
        "{\"id\":\"b\",\"embedding\":[1,\"NaN\"]}|INVALID_EMBEDDING: id 'b': embedding[1] must be a number, it is STRING: {\"id\":\"b\",\"embedding\":[1,\"NaN\"]}",
        "{\"id\":\"b\",\"embedding\":[0,-0.0]}|ZERO_EMBEDDING: id 'b': the embedding is zero, which has no direction to compare: {\"id\":\"b\",\"embedding\":[0,-0.0]}",
        "{\"id\":\"a\",\"embedding\":[1,1]}|DUPLICATE_ID: id 'a': the same id is at data.json:1: {\"id\":\"a\",\"embedding\":[1,1]}",
        "{\"id\":\"b\",\"embedding\":[1,1],\"restricts\":[{\"namespace\":\"n\"},{\"namespace\":\"n\"}]}|DUPLICATE_NAMESPACE: id 'b': namespace 'n' is there twice: {\"id\":\"b\",\"embedding\":[1,1],\"restricts\":[{\"namespace\":\"n\"},{\"namespace\":\"n\"}]}",
        "{\"id\":\"\",\"embedding\":[1,1]}|INVALID_EMBEDDING_ID: the record has no id: {\"id\":\"\",\"embedding\":[1,1]}",
        "` `|EMPTY_LINE: the line is empty",
      })
  void namesFileLineAndIdOfABadRecord(String line, String reason) throws IOException {
    write("data.json", GOOD, line);
    IndexDataReport report = check(0);
    assertThat(texts(report)).containsExactly("data.json:2: " + reason);
    assertThat(report.findingCount()).isEqualTo(1);
    assertThat(report.records()).isEqualTo(1);
  }

  @Test
  void refusesDataOfWhichShardsAreMissing() throws IOException {
    write("embeddings-00000-of-00003.json", GOOD);
    write("embeddings-00002-of-00003.json", "{\"id\":\"c\",\"embedding\":[3,2]}");
    assertThat(texts(check(0)))
        .containsExactly(
            "embeddings-*-of-00003.json: MISSING_SHARDS: 1 of the 3 shards are missing, number 1 the first; run extract-features for every shard");
    write("embeddings-00001-of-00003.json", "{\"id\":\"b\",\"embedding\":[3,2]}");
    assertThat(check(0).records()).isEqualTo(3);
  }

  @Test
  void aNamespaceHasOneNumericType() throws IOException {
    String second =
        "{\"id\":\"b\",\"embedding\":[1],\"numeric_restricts\":[{\"namespace\":\"price\",\"value_float\":1}]}";
    write(
        "data.json",
        "{\"id\":\"a\",\"embedding\":[1],\"numeric_restricts\":[{\"namespace\":\"price\",\"value_int\":1}]}",
        second);
    assertThat(texts(check(0)))
        .containsExactly(
            "data.json:2: INVALID_NUMERIC_VALUE: id 'b': numeric namespace 'price' is value_float in 1 records, of which this is the first, and value_int in 1, the first at data.json:1; a namespace has one type: "
                + second);
  }

  @Test
  void aLineThatIsNotUtf8DoesNotSpoilTheOthers() throws IOException {
    byte[] latin =
        "{\"id\":\"caf\u00e9\",\"embedding\":[1,1]}\n".getBytes(StandardCharsets.ISO_8859_1);
    Files.write(directory.resolve("data.json"), latin);
    write("more.json", "{\"id\":\"caf\u00e9\",\"embedding\":[1,1]}");
    IndexDataReport report = check(2);
    assertThat(report.records()).isEqualTo(1);
    assertThat(texts(report))
        .singleElement()
        .asString()
        .startsWith("data.json:1: INVALID_ENCODING: the line is not UTF-8");
  }

  @Test
  void checksEveryFormatByTheSameRules() throws IOException {
    write("good.json", GOOD);
    write("more.csv", "b,1,2,colour=red", "c,1", "a,1,2");
    Files.write(directory.resolve("odd.avro"), "no Avro".getBytes(StandardCharsets.UTF_8));
    IndexDataReport report = check(2);
    assertThat(report.records()).isEqualTo(2);
    assertThat(texts(report))
        .containsExactly(
            "more.csv:2: EMBEDDING_SIZE_MISMATCH: id 'c': embedding has 1 numbers, the index has 2 dimensions: c,1",
            "more.csv:3: DUPLICATE_ID: id 'a': the same id is at good.json:1: a,1,2",
            "odd.avro:1: INVALID_AVRO_SYNTAX: the file is no Avro object container file");
  }

  @Test
  void tellsTheFirstFiftyAndCountsTheRest() throws IOException {
    String[] lines = new String[120];
    Arrays.fill(lines, "oops");
    write("data.json", lines);
    IndexDataReport report = check(0);
    assertThat(report.findingCount()).isEqualTo(120);
    assertThat(texts(report)).hasSize(50);
    assertThat(texts(report).get(49)).startsWith("data.json:50: INVALID_JSON_SYNTAX: not JSON");
  }

  @Test
  void anIdIsNotBothGivenAndDeleted() throws IOException {
    write("data.json", GOOD);
    write("delete/ids.txt", "z", "a");
    assertThat(texts(check(0)))
        .containsExactly(
            "delete/ids.txt:2: DELETED_ID: id 'a': the id is to be deleted and is also at data.json:1");
  }

  @Test
  void showsTheBeginningOfABadRecordAsItIsWritten() throws IOException {
    String record =
        "{\"id\":\"caf\u00e9\",\"title\":\"%s\",\"embedding\":[]}".formatted("x".repeat(300));
    write("data.json", GOOD, record);
    assertThat(texts(check(0)))
        .singleElement()
        .asString()
        .startsWith("data.json:2: EMBEDDING_SIZE_MISMATCH: id 'caf\u00e9': ")
        .endsWith(": " + record.substring(0, 200) + "\u2026");
  }

  @Test
  void aDeletionThatIsNotUtf8DoesNotSpoilTheOthers() throws IOException {
    write("data.json", GOOD);
    Files.createDirectories(directory.resolve("delete"));
    Files.write(
        directory.resolve("delete/ids.txt"),
        "caf\u00e9\na\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(texts(check(0)))
        .containsExactly(
            "delete/ids.txt:1: INVALID_ENCODING: the line is not UTF-8",
            "delete/ids.txt:2: DELETED_ID: id 'a': the id is to be deleted and is also at data.json:1");
  }

  @Test
  void zeroVectorsAreFineWhereLengthsAreKept() throws IOException {
    write("data.json", "{\"id\":\"a\",\"embedding\":[0,0]}");
    assertThat(check(new RecordRules(0, true)).findingCount()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "data.jsonl, UNSUPPORTED_FILE: the file is no data file; their names end in .json",
    "part/data.json, SUB_DIRECTORY: the file is in a sub-directory",
    "delete/more/ids.txt, SUB_DIRECTORY: the file is in a sub-directory",
    "data.csv.gz, UNSUPPORTED_FILE: the file is no data file",
  })
  void refusesWhatVectorSearchDoesNotTake(String name, String message) throws IOException {
    write("good.json", GOOD);
    write(name, GOOD);
    assertThat(texts(check(0))).singleElement().asString().startsWith(name + ": " + message);
  }

  @Test
  void saysWhatTheDataHolds() throws IOException {
    write(
        "data.json",
        "{\"id\":\"a\",\"embedding\":[1],\"restricts\":[{\"namespace\":\"color\",\"allow\":[\"red\"]}],\"numeric_restricts\":[{\"namespace\":\"price\",\"value_float\":1}]}",
        "{\"id\":\"b\",\"embedding\":[1],\"crowding_tag\":\"x\"}");
    write("delete/ids.txt", "y", "", "z");
    IndexDataReport report = check(0);
    assertThat(report.summary())
        .containsEntry("records", 2L)
        .containsEntry("deletions", 2L)
        .containsEntry("vector_bytes", 8L)
        .containsEntry("restricts", Map.of("color", 1L))
        .containsEntry("numeric_restricts", Map.of("price", "value_float"))
        .containsEntry("crowding_tags", 1L)
        .containsEntry("mistakes", 0L);
    assertThat(report.holds())
        .startsWith("2 records of 1 dimensions in 1 files")
        .endsWith("2 ids to delete, restricts color, numeric restricts price, crowding tags");
  }

  @Test
  void aCompressedFileIsOneMistakeAndNotAsManyAsItHasLines() throws IOException {
    write("good.json", GOOD);
    for (String name : List.of("more.json", "delete/ids.txt")) {
      Files.createDirectories(directory.resolve(name).getParent());
      try (OutputStream out =
          new GZIPOutputStream(Files.newOutputStream(directory.resolve(name)))) {
        out.write("{}\n".repeat(100).getBytes(StandardCharsets.UTF_8));
      }
    }
    IndexDataReport report = check(0);
    assertThat(report.records()).isEqualTo(1);
    assertThat(texts(report))
        .containsExactly(
            "more.json: COMPRESSED_FILE: the file is compressed with gzip; Vector Search reads plain files: gunzip it",
            "delete/ids.txt: COMPRESSED_FILE: the file is compressed with gzip; Vector Search reads plain files: gunzip it");
  }

  @Test
  void anObjectThatCloudStorageUnpacksIsAMistake() throws IOException {
    try (CloudStorageServer server = new CloudStorageServer();
        Storage storage = CloudStorage.at(server.url(), RetryLimits.DEFAULT)) {
      server.putGzip("b", "data/a.json", (GOOD + "\n").getBytes(StandardCharsets.UTF_8));
      IndexDataFiles files = IndexDataFiles.list(storage, StorageUri.parse("gs://b/data"));
      IndexDataReport report =
          new IndexDataCheck(storage, 2).run(files, new RecordRules(0, false), finding -> {});
      assertThat(texts(report))
          .singleElement()
          .asString()
          .startsWith("a.json: COMPRESSED_FILE: the object has the content encoding gzip");
    }
  }

  @Test
  void linesKeepTheirNumbersWhenSeveralThreadsReadOneFile() throws IOException {
    List<String> lines = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (int i = 1; i <= 6000; i++) {
      boolean bad = i % 150 == 0;
      lines.add(
          "{\"id\":\"%d\",\"embedding\":[%s]}"
              .formatted(i, bad ? "1" : "0.123456789,".repeat(99) + "1"));
      if (bad) {
        expected.add("data.json:" + i + ": EMBEDDING_SIZE_MISMATCH: id '" + i + "'");
      }
    }
    String longLine = "x".repeat(17 << 20);
    lines.set(3000, longLine);
    lines.set(5999, lines.get(0));
    write("data.json", lines.toArray(String[]::new));
    IndexDataReport report = check(0);
    expected.set(expected.size() - 1, "data.json:6000: DUPLICATE_ID: id '1'");
    expected.add(20, "data.json:3001: PARSING_ERROR: the line has more than 16777216 bytes");
    assertThat(report.records()).isEqualTo(6000 - expected.size());
    assertThat(texts(report)).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(texts(report).get(i)).startsWith(expected.get(i));
    }
  }

  @Test
  void whatPythonWritesForNotANumberIsToldInWords() throws IOException {
    String line = "{\"id\":\"b\",\"embedding\":[1,NaN]}";
    write("data.json", GOOD, line, line.replace("NaN", "-Infinity"));
    assertThat(texts(check(0)))
        .hasSize(2)
        .first()
        .isEqualTo(
            "data.json:2: INVALID_JSON_SYNTAX: id 'b': not JSON: malformed (NaN and Infinity are no JSON either) at column 26 path $.embedding[1]: "
                + line);
  }

  @Test
  void oneBadRecordAtTheBeginningDoesNotMakeTheOthersBad() throws IOException {
    write("data.json", "{\"id\":\"z\",\"embedding\":[1]}", GOOD, GOOD.replace("a", "b"));
    assertThat(texts(check(0)))
        .singleElement()
        .asString()
        .startsWith("data.json:1: EMBEDDING_SIZE_MISMATCH: id 'z'");
  }

  private IndexDataReport check(int dimensions) throws IOException {
    return check(new RecordRules(dimensions, false));
  }

  private IndexDataReport check(RecordRules rules) throws IOException {
    LocalStorage storage = new LocalStorage();
    IndexDataFiles files = IndexDataFiles.list(storage, StorageUri.local(directory));
    List<Finding> all = new ArrayList<>();
    IndexDataReport report = new IndexDataCheck(storage, 2).run(files, rules, all::add);
    assertThat(all).hasSize((int) report.findingCount()).containsAll(report.firstFindings());
    return report;
  }

  private static List<String> texts(IndexDataReport report) {
    return report.firstFindings().stream().map(Finding::toString).toList();
  }

  private void write(String name, String... lines) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, String.join("\n", lines) + "\n");
  }
}
