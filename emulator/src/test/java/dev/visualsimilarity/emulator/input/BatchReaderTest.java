package dev.visualsimilarity.emulator.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.function.Consumer;
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
    List<Datapoint> read = new ArrayList<>();

    BatchReport report = read(read::add);

    assertThat(read).extracting(Datapoint::id).containsExactly("a");
    RecordError error = report.files().get(0).errors().get(0);
    assertThat(error.type()).isEqualTo(RecordErrorType.INVALID_ENCODING);
    assertThat(error.id()).isEmpty();
    assertThat(error.message()).endsWith("data.json:2: the line is not UTF-8");
  }

  @Test
  void givesTheRecordsOfManyFilesInTheirOrder() throws Exception {
    List<String> expected = new ArrayList<>();
    for (int file = 0; file < 20; file++) {
      StringBuilder lines = new StringBuilder();
      for (int i = 0; i < 600; i++) {
        String id = file + "-" + i;
        expected.add(id);
        lines.append("{\"id\":\"%s\",\"embedding\":[1,%d]}%n".formatted(id, i));
      }
      Files.writeString(directory.resolve("data-%02d.json".formatted(file)), lines);
    }
    List<String> read = new ArrayList<>();

    BatchReport report = read(datapoint -> read.add(datapoint.id()));

    assertThat(read).isEqualTo(expected);
    assertThat(report.files()).hasSize(20).allMatch(file -> file.validCount() == 600);
  }

  @Test
  void theTypeOfANamespaceIsThatOfTheFirstFile() throws Exception {
    String record =
        "{\"id\":\"%s\",\"embedding\":[1,2],\"numeric_restricts\":[{\"namespace\":\"p\",\"%s\":1}]}%n";
    Files.writeString(directory.resolve("a.json"), record.formatted("a", "value_int"));
    Files.writeString(
        directory.resolve("b.json"),
        record.formatted("b", "value_float") + record.formatted("c", "value_int"));
    List<String> read = new ArrayList<>();

    BatchReport report = read(datapoint -> read.add(datapoint.id()));

    assertThat(read).containsExactly("a", "c");
    RecordError error = report.files().get(1).errors().get(0);
    assertThat(error.type()).isEqualTo(RecordErrorType.INVALID_NUMERIC_VALUE);
    assertThat(error.message()).contains("b.json:1 (b): numeric restrict p has type Float");
    assertThat(error.rawRecord()).startsWith("{\"id\":\"b\"");
  }

  @Test
  void aSinkThatFailsEndsTheReading() throws Exception {
    for (int file = 0; file < 10; file++) {
      Files.writeString(
          directory.resolve(file + ".json"),
          "{\"id\":\"a\",\"embedding\":[1,2]}%n".formatted().repeat(5000));
    }
    Consumer<Datapoint> full =
        datapoint -> {
          throw new IllegalStateException("full");
        };

    assertThatThrownBy(() -> read(full))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("full");
  }

  private BatchReport read(Consumer<Datapoint> sink) throws Exception {
    LocalStorage storage = new LocalStorage();
    BatchDirectory batch = BatchDirectory.list(storage, StorageUri.local(directory));
    return new BatchReader(storage, 2, Map.of()).read(batch, sink);
  }
}
