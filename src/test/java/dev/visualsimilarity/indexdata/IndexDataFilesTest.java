package dev.visualsimilarity.indexdata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visualsimilarity.storage.CloudStorage;
import dev.visualsimilarity.storage.RetryLimits;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageUri;
import dev.visualsimilarity.testing.CloudStorageServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be in a directory of index data, beside good records. */
class IndexDataFilesTest {

  private static final String GOOD = "{\"id\":\"a\",\"embedding\":[0.5,1]}";

  @TempDir Path directory;
  private CheckedData data;

  @BeforeEach
  void start() {
    data = new CheckedData(directory);
  }

  @Test
  void refusesDataOfWhichShardsAreMissing() throws IOException {
    data.write("embeddings-00000-of-00003.json", GOOD);
    data.write("embeddings-00002-of-00003.json", "{\"id\":\"c\",\"embedding\":[3,2]}");
    assertThat(data.findings())
        .containsExactly(
            "embeddings-*-of-00003.json: MISSING_SHARDS: 1 of the 3 shards are missing, number 1 the first; run extract-features for every shard");
    data.write("embeddings-00001-of-00003.json", "{\"id\":\"b\",\"embedding\":[3,2]}");
    assertThat(data.check(0).records()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "data.jsonl, UNSUPPORTED_FILE: the file is no data file; their names end in .json",
    "part/data.json, SUB_DIRECTORY: the file is in a sub-directory",
    "delete/more/ids.txt, SUB_DIRECTORY: the file is in a sub-directory",
    "data.csv.gz, UNSUPPORTED_FILE: the file is no data file",
  })
  void refusesWhatVectorSearchDoesNotTake(String name, String message) throws IOException {
    data.write("good.json", GOOD);
    data.write(name, GOOD);
    assertThat(data.findings()).singleElement().asString().startsWith(name + ": " + message);
  }

  @Test
  void aCompressedFileIsOneMistakeAndNotAsManyAsItHasLines() throws IOException {
    data.write("good.json", GOOD);
    for (String name : List.of("more.json", "delete/ids.txt")) {
      Files.createDirectories(directory.resolve(name).getParent());
      try (OutputStream out =
          new GZIPOutputStream(Files.newOutputStream(directory.resolve(name)))) {
        out.write("{}\n".repeat(100).getBytes(StandardCharsets.UTF_8));
      }
    }
    IndexDataReport report = data.check(0);
    assertThat(report.records()).isEqualTo(1);
    assertThat(CheckedData.texts(report))
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
      assertThat(CheckedData.texts(report))
          .singleElement()
          .asString()
          .startsWith("a.json: COMPRESSED_FILE: the object has the content encoding gzip");
    }
  }

  @Test
  void anIdIsNotBothGivenAndDeleted() throws IOException {
    data.write("data.json", GOOD);
    data.write("delete/ids.txt", "z", "a");
    assertThat(data.findings())
        .containsExactly(
            "delete/ids.txt:2: DELETED_ID: id 'a': the id is to be deleted and is also at data.json:1");
  }

  @Test
  void aDeletionThatIsNotUtf8DoesNotSpoilTheOthers() throws IOException {
    data.write("data.json", GOOD);
    Files.createDirectories(directory.resolve("delete"));
    Files.write(
        directory.resolve("delete/ids.txt"),
        "caf\u00e9\na\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(data.findings())
        .containsExactly(
            "delete/ids.txt:1: INVALID_ENCODING: the line is not UTF-8",
            "delete/ids.txt:2: DELETED_ID: id 'a': the id is to be deleted and is also at data.json:1");
  }
}
