package dev.visualsimilarity.buildindex.indexdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.storage.LocalStorage;
import dev.visualsimilarity.storage.StorageUri;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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
    assertThat(check(0))
        .isEqualTo(new IndexDataReport(2, 3, 2, 0, List.of()))
        .extracting(IndexDataReport::vectorBytes)
        .isEqualTo(24L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"id\":\"b\",\"embedding\":[1]}|EMBEDDING_SIZE_MISMATCH: id 'b': embedding has 1 numbers, the index has 2 dimensions: {\"id\":\"b\",\"embedding\":[1]}",
        "{\"id\":\"b\",\"embedding\":[1,1e99]}|INVALID_EMBEDDING: id 'b': embedding[1] cannot be 1e99: it is too large for a 32-bit float: {\"id\":\"b\",\"embedding\":[1,1e99]}",
        "{\"id\":\"b\",\"embedding\":[1,\"NaN\"]}|INVALID_EMBEDDING: id 'b': embedding[1] must be a number, it is STRING: {\"id\":\"b\",\"embedding\":[1,\"NaN\"]}",
        "{\"id\":\"b\",\"embedding\":[0,-0.0]}|id 'b': the embedding is zero, which has no direction to compare",
        "{\"id\":\"a\",\"embedding\":[1,1]}|id 'a': the same id is at data.json:1",
        "{\"id\":\"b\",\"embedding\":[1,1],\"restricts\":[{\"namespace\":\"n\"},{\"namespace\":\"n\"}]}|DUPLICATE_NAMESPACE: id 'b': namespace 'n' is there twice: {\"id\":\"b\",\"embedding\":[1,1],\"restricts\":[{\"namespace\":\"n\"},{\"namespace\":\"n\"}]}",
        "{\"id\":\"\",\"embedding\":[1,1]}|INVALID_EMBEDDING_ID: the record has no id: {\"id\":\"\",\"embedding\":[1,1]}",
        "` `|EMPTY_LINE: the line is empty",
      })
  void namesFileLineAndIdOfABadRecord(String line, String reason) throws IOException {
    write("data.json", GOOD, line);
    IndexDataReport report = check(0);
    assertThat(report.firstErrors()).containsExactly("data.json:2: " + reason);
    assertThat(report.errorCount()).isEqualTo(1);
    assertThat(report.records()).isEqualTo(1);
  }

  @Test
  void refusesDataOfWhichShardsAreMissing() throws IOException {
    write("embeddings-00000-of-00003.json", GOOD);
    write("embeddings-00002-of-00003.json", "{\"id\":\"c\",\"embedding\":[3,2]}");
    assertThatThrownBy(() -> check(0))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("lacks 1 of the 3 shards embeddings-*-of-00003.json, number 1")
        .hasMessageContaining("run extract-features for every shard");
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
    assertThat(check(0).firstErrors())
        .containsExactly(
            "data.json:2: INVALID_NUMERIC_VALUE: id 'b': numeric namespace 'price' is a Float here, a Long elsewhere: "
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
    assertThat(report.firstErrors())
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
    assertThat(report.firstErrors())
        .containsExactly(
            "more.csv:2: EMBEDDING_SIZE_MISMATCH: id 'c': embedding has 1 numbers, the index has 2 dimensions: c,1",
            "more.csv:3: id 'a': the same id is at good.json:1",
            "odd.avro:1: INVALID_AVRO_SYNTAX: the file is no Avro object container file");
  }

  @Test
  void tellsTheFirstFiftyAndCountsTheRest() throws IOException {
    String[] lines = new String[120];
    Arrays.fill(lines, "oops");
    write("data.json", lines);
    IndexDataReport report = check(0);
    assertThat(report.errorCount()).isEqualTo(120);
    assertThat(report.firstErrors()).hasSize(50);
    assertThat(report.firstErrors().get(49))
        .startsWith("data.json:50: INVALID_JSON_SYNTAX: not JSON");
  }

  @Test
  void anIdIsNotBothGivenAndDeleted() throws IOException {
    write("data.json", GOOD);
    write("delete/ids.txt", "z", "a");
    assertThat(check(0).firstErrors())
        .containsExactly("delete/ids.txt: id 'a' is to be deleted and is also at data.json:1");
  }

  @Test
  void showsTheBeginningOfABadRecordAsItIsWritten() throws IOException {
    String record =
        "{\"id\":\"caf\u00e9\",\"title\":\"%s\",\"embedding\":[]}".formatted("x".repeat(300));
    write("data.json", GOOD, record);
    assertThat(check(0).firstErrors())
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
    assertThat(check(0).firstErrors())
        .containsExactly(
            "delete/ids.txt: INVALID_ENCODING: the line is not UTF-8",
            "delete/ids.txt: id 'a' is to be deleted and is also at data.json:1");
  }

  @Test
  void zeroVectorsAreFineWhereLengthsAreKept() throws IOException {
    write("data.json", "{\"id\":\"a\",\"embedding\":[0,0]}");
    IndexDataFiles files = IndexDataFiles.list(new LocalStorage(), StorageUri.local(directory));
    assertThat(new IndexDataCheck(new LocalStorage(), 1).run(files, 0, true).errorCount()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "data.jsonl, is no data file; their names end in .json",
    "part/data.json, is in a sub-directory",
    "delete/more/ids.txt, is in a sub-directory",
    "data.csv.gz, is no data file",
  })
  void refusesWhatVectorSearchDoesNotTake(String name, String message) throws IOException {
    write("good.json", GOOD);
    write(name, GOOD);
    assertThatThrownBy(() -> check(0))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(directory.toString())
        .hasMessageContaining("'" + name + "' " + message);
  }

  private IndexDataReport check(int dimensions) throws IOException {
    LocalStorage storage = new LocalStorage();
    IndexDataFiles files = IndexDataFiles.list(storage, StorageUri.local(directory));
    return new IndexDataCheck(storage, 2).run(files, dimensions, false);
  }

  private void write(String name, String... lines) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, String.join("\n", lines) + "\n");
  }
}
