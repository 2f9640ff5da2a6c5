package dev.visualsimilarity.buildindex.indexdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.command.UserException;
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
        "{\"id\":\"b\",\"embedding\":[1]}|id 'b': the embedding has 1 components, not 2",
        "{\"id\":\"b\",\"embedding\":[1,1e99]}|id 'b': component 1 of the embedding is Infinity",
        "{\"id\":\"b\",\"embedding\":[1,\"NaN\"]}|id 'b': component 1 of the embedding is NaN",
        "{\"id\":\"b\",\"embedding\":[0,-0.0]}|id 'b': the embedding is zero, which has no direction to compare",
        "{\"id\":\"a\",\"embedding\":[1,1]}|id 'a': the same id is at data.json:1",
        "{\"id\":\"b\",\"embedding\":[1,1],\"restricts\":[{\"namespace\":\"n\"},{\"namespace\":\"n\"}]}|id 'b': namespace 'n' is there twice",
        "{\"id\":\"\",\"embedding\":[1,1]}|a datapoint has no id: {\"id\":\"\",\"embedding\":[1,1]}",
        "` `|the line is empty",
      })
  void namesFileLineAndIdOfABadRecord(String line, String reason) throws IOException {
    write("data.json", GOOD, line);
    IndexDataReport report = check(0);
    assertThat(report.firstErrors()).containsExactly("data.json:2: " + reason);
    assertThat(report.errorCount()).isEqualTo(1);
    assertThat(report.records()).isEqualTo(1);
  }

  @Test
  void aNamespaceHasOneNumericType() throws IOException {
    write(
        "data.json",
        "{\"id\":\"a\",\"embedding\":[1],\"numeric_restricts\":[{\"namespace\":\"price\",\"value_int\":1}]}",
        "{\"id\":\"b\",\"embedding\":[1],\"numeric_restricts\":[{\"namespace\":\"price\",\"value_float\":1}]}");
    assertThat(check(0).firstErrors())
        .containsExactly(
            "data.json:2: id 'b': numeric namespace 'price' is a Float here, a Long elsewhere");
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
        .startsWith("data.json:1: not UTF-8");
  }

  @Test
  void tellsTheFirstFiftyAndCountsTheRest() throws IOException {
    String[] lines = new String[120];
    Arrays.fill(lines, "oops");
    write("data.json", lines);
    IndexDataReport report = check(0);
    assertThat(report.errorCount()).isEqualTo(120);
    assertThat(report.firstErrors()).hasSize(50);
    assertThat(report.firstErrors().get(49)).startsWith("data.json:50: not JSON");
  }

  @Test
  void anIdIsNotBothGivenAndDeleted() throws IOException {
    write("data.json", GOOD);
    write("delete/ids.txt", "z", "a");
    assertThat(check(0).firstErrors())
        .containsExactly("delete/ids.txt: id 'a' is to be deleted and is also at data.json:1");
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
    "data.csv, is in a format that cannot be checked yet",
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
