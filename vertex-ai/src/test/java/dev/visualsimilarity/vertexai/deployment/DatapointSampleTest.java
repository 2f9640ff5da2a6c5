package dev.visualsimilarity.vertexai.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visualsimilarity.datapoint.Attributes;
import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.datapoint.DatapointFormat;
import dev.visualsimilarity.datapoint.DatapointWriter;
import dev.visualsimilarity.storage.LocalStorage;
import dev.visualsimilarity.storage.StorageUri;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DatapointSampleTest {

  private static final int RECORDS = 3000;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void aRecordIsPickedAsItIs(DatapointFormat format) throws Exception {
    write(format, 0, RECORDS);
    for (Map.Entry<String, float[]> point : sample(200).entrySet()) {
      assertThat(point.getValue()).containsExactly(Float.parseFloat(point.getKey()), 1);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"JSON", "CSV"})
  void linesArePickedFromTheWholeFile(DatapointFormat format) throws Exception {
    write(format, 0, RECORDS);
    assertThat(sample(200).keySet())
        .hasSizeGreaterThan(150)
        .anyMatch(id -> Integer.parseInt(id) < RECORDS / 4)
        .anyMatch(id -> Integer.parseInt(id) > RECORDS * 3 / 4);
  }

  @Test
  void fewPicksAreSpreadOverTheFiles() throws Exception {
    for (int file = 0; file < 20; file++) {
      write(DatapointFormat.JSON, file * 10, file * 10 + 10);
    }
    assertThat(sample(5).keySet().stream().map(id -> Integer.parseInt(id) / 40).distinct())
        .containsExactlyInAnyOrder(0, 1, 2, 3, 4);
  }

  @Test
  void aFileOfOneRecordGivesIt() throws Exception {
    write(DatapointFormat.JSON, 7, 8);
    assertThat(sample(5)).containsOnlyKeys("7");
  }

  @Test
  void whatIsNoDataGivesNothing() throws IOException {
    assertThat(sample(5)).isEmpty();
    Files.writeString(folder.resolve("empty.json"), "");
    Files.writeString(folder.resolve("bad.csv"), "\n\n\n");
    Files.writeString(folder.resolve("notes.txt"), "{}");
    Files.createDirectory(folder.resolve("delete"));
    Files.writeString(folder.resolve("delete/ids.json"), "{\"id\":\"a\",\"embedding\":[1]}");
    assertThat(sample(5)).isEmpty();
  }

  private Map<String, float[]> sample(int count) throws IOException {
    return new DatapointSample(new LocalStorage(), new Random(1))
        .of(StorageUri.local(folder), count);
  }

  private void write(DatapointFormat format, int from, int to) throws Exception {
    Path file = folder.resolve("part-%05d%s".formatted(from, format.suffix()));
    try (OutputStream out = Files.newOutputStream(file);
        DatapointWriter writer = format.writer(out, 2)) {
      for (int id = from; id < to; id++) {
        writer.write(new Datapoint(String.valueOf(id), new float[] {id, 1}, Attributes.NONE));
      }
    }
  }
}
