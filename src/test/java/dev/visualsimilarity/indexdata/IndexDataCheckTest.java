package dev.visualsimilarity.indexdata;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IndexDataCheckTest {

  private static final String GOOD = "{\"id\":\"a\",\"embedding\":[0.5,1]}";

  @TempDir Path directory;
  private CheckedData data;

  @BeforeEach
  void start() {
    data = new CheckedData(directory);
  }

  @Test
  void countsGoodRecordsOfAllFiles() throws IOException {
    data.write("embeddings-0.json", GOOD, "{\"id\":\"b\",\"embedding\":[1,2]}");
    data.write("embeddings-1.json", "{\"id\":\"c\",\"embedding\":[3,2]}");
    IndexDataReport report = data.check(0);
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
    data.write("data.json", GOOD, line);
    IndexDataReport report = data.check(0);
    assertThat(CheckedData.texts(report)).containsExactly("data.json:2: " + reason);
    assertThat(report.findingCount()).isEqualTo(1);
    assertThat(report.records()).isEqualTo(1);
  }

  @Test
  void aNamespaceHasOneNumericType() throws IOException {
    String second =
        "{\"id\":\"b\",\"embedding\":[1],\"numeric_restricts\":[{\"namespace\":\"price\",\"value_float\":1}]}";
    data.write(
        "data.json",
        "{\"id\":\"a\",\"embedding\":[1],\"numeric_restricts\":[{\"namespace\":\"price\",\"value_int\":1}]}",
        second);
    assertThat(data.findings())
        .containsExactly(
            "data.json:2: INVALID_NUMERIC_VALUE: id 'b': numeric namespace 'price' is value_float in 1 records, of which this is the first, and value_int in 1, the first at data.json:1; a namespace has one type: "
                + second);
  }

  @Test
  void aLineThatIsNotUtf8DoesNotSpoilTheOthers() throws IOException {
    byte[] latin =
        "{\"id\":\"caf\u00e9\",\"embedding\":[1,1]}\n".getBytes(StandardCharsets.ISO_8859_1);
    Files.write(directory.resolve("data.json"), latin);
    data.write("more.json", "{\"id\":\"caf\u00e9\",\"embedding\":[1,1]}");
    IndexDataReport report = data.check(2);
    assertThat(report.records()).isEqualTo(1);
    assertThat(CheckedData.texts(report))
        .singleElement()
        .asString()
        .startsWith("data.json:1: INVALID_ENCODING: the line is not UTF-8");
  }

  @Test
  void checksEveryFormatByTheSameRules() throws IOException {
    data.write("good.json", GOOD);
    data.write("more.csv", "b,1,2,colour=red", "c,1", "a,1,2");
    Files.write(directory.resolve("odd.avro"), "no Avro".getBytes(StandardCharsets.UTF_8));
    IndexDataReport report = data.check(2);
    assertThat(report.records()).isEqualTo(2);
    assertThat(CheckedData.texts(report))
        .containsExactly(
            "more.csv:2: EMBEDDING_SIZE_MISMATCH: id 'c': embedding has 1 numbers, the index has 2 dimensions: c,1",
            "more.csv:3: DUPLICATE_ID: id 'a': the same id is at good.json:1: a,1,2",
            "odd.avro:1: INVALID_AVRO_SYNTAX: the file is no Avro object container file");
  }

  @Test
  void aQuoteThatIsNotClosedSpoilsItsLineOnly() throws IOException {
    data.write("data.csv", "a,1,2", "b,1,\"2,color=red", "c,1,2,\"color=red\"");
    assertThat(data.findings())
        .containsExactly(
            "data.csv:2: INVALID_CSV_SYNTAX: id 'b': the quote that opens at column 5 is not closed in its line, and a line is a record; close it, or double it if it is part of the value: b,1,\"2,color=red");
  }

  @Test
  void tellsTheFirstFiftyAndCountsTheRest() throws IOException {
    String[] lines = new String[120];
    Arrays.fill(lines, "oops");
    data.write("data.json", lines);
    IndexDataReport report = data.check(0);
    assertThat(report.findingCount()).isEqualTo(120);
    assertThat(CheckedData.texts(report)).hasSize(50);
    assertThat(CheckedData.texts(report).get(49))
        .startsWith("data.json:50: INVALID_JSON_SYNTAX: not JSON");
  }

  @Test
  void showsTheBeginningOfABadRecordAsItIsWritten() throws IOException {
    String record =
        "{\"id\":\"caf\u00e9\",\"title\":\"%s\",\"embedding\":[]}".formatted("x".repeat(300));
    data.write("data.json", GOOD, record);
    assertThat(data.findings())
        .singleElement()
        .asString()
        .startsWith("data.json:2: EMBEDDING_SIZE_MISMATCH: id 'caf\u00e9': ")
        .endsWith(": " + record.substring(0, 200) + "\u2026");
  }

  @Test
  void zeroVectorsAreFineWhereLengthsAreKept() throws IOException {
    data.write("data.json", "{\"id\":\"a\",\"embedding\":[0,0]}");
    assertThat(data.check(new RecordRules(0, true)).findingCount()).isZero();
  }

  @Test
  void saysWhatTheDataHolds() throws IOException {
    data.write(
        "data.json",
        "{\"id\":\"a\",\"embedding\":[1],\"restricts\":[{\"namespace\":\"color\",\"allow\":[\"red\"]}],\"numeric_restricts\":[{\"namespace\":\"price\",\"value_float\":1}]}",
        "{\"id\":\"b\",\"embedding\":[1],\"crowding_tag\":\"x\"}");
    data.write("delete/ids.txt", "y", "", "z");
    IndexDataReport report = data.check(0);
    assertThat(report.summary())
        .containsEntry("records", 2L)
        .containsEntry("deletions", 2L)
        .containsEntry("vector_bytes", 8L)
        .containsEntry("restricts", Map.of("color", 1L))
        .containsEntry("numeric_restricts", Map.of("price", "value_float"))
        .containsEntry("crowding_tags", 1L)
        .containsEntry("mistakes", 0L);
    assertThat(report.holds())
        .startsWith("2 records of 1 dimension in 1 file (")
        .endsWith("2 ids to delete, restricts color, numeric restricts price, crowding tags");
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
    data.write("data.json", lines.toArray(String[]::new));
    IndexDataReport report = data.check(0);
    expected.set(expected.size() - 1, "data.json:6000: DUPLICATE_ID: id '1'");
    expected.add(20, "data.json:3001: PARSING_ERROR: the line has more than 16777216 bytes");
    assertThat(report.records()).isEqualTo(6000 - expected.size());
    assertThat(CheckedData.texts(report)).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(CheckedData.texts(report).get(i)).startsWith(expected.get(i));
    }
  }

  @Test
  void whatPythonWritesForNotANumberIsToldInWords() throws IOException {
    String line = "{\"id\":\"b\",\"embedding\":[1,NaN]}";
    data.write("data.json", GOOD, line, line.replace("NaN", "-Infinity"));
    assertThat(data.findings())
        .hasSize(2)
        .first()
        .isEqualTo(
            "data.json:2: INVALID_JSON_SYNTAX: id 'b': not JSON: malformed (NaN and Infinity are no JSON either) at column 26 path $.embedding[1]: "
                + line);
  }

  @Test
  void oneBadRecordAtTheBeginningDoesNotMakeTheOthersBad() throws IOException {
    data.write("data.json", "{\"id\":\"z\",\"embedding\":[1]}", GOOD, GOOD.replace("a", "b"));
    assertThat(data.findings())
        .singleElement()
        .asString()
        .startsWith("data.json:1: EMBEDDING_SIZE_MISMATCH: id 'z'");
  }
}
