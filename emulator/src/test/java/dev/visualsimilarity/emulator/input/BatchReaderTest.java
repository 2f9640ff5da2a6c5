package dev.visualsimilarity.emulator.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.datapoint.RecordErrorType;
import dev.visualsimilarity.storage.LocalStorage;
import dev.visualsimilarity.storage.StorageUri;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchReaderTest {

  @TempDir Path directory;

  @Test
  void doesNotGiveALineThatIsNotUtf8TheIdOfTheRecordBefore() throws Exception {
    String good = "{\"id\":\"a\",\"embedding\":[1,2]}\n";
    Files.write(
        directory.resolve("data.json"),
        (good + "{\"id\":\"caf\u00e9\"}\n").getBytes(StandardCharsets.ISO_8859_1));
    LocalStorage storage = new LocalStorage();
    List<Datapoint> read = new ArrayList<>();

    BatchReport report =
        new BatchReader(storage, 2, Map.of())
            .read(BatchDirectory.list(storage, StorageUri.local(directory)), read::add);

    assertThat(read).extracting(Datapoint::id).containsExactly("a");
    RecordError error = report.files().get(0).errors().get(0);
    assertThat(error.type()).isEqualTo(RecordErrorType.INVALID_ENCODING);
    assertThat(error.id()).isEmpty();
    assertThat(error.message()).endsWith("data.json:2: the line is not UTF-8");
  }
}
