package dev.visualsimilarity.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.visualsimilarity.command.Commands;
import dev.visualsimilarity.error.ExitCode;
import dev.visualsimilarity.preprocess.image.TestImages;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A second run on the directory of a first one: what it keeps and what it makes again. */
class ResumeTest {

  private static final int SHARDS = 4;
  private static final int SHARD_SIZE = 3;

  @TempDir private Path folder;

  private Path catalog;
  private Path tensors;

  @BeforeEach
  void runOnce() throws IOException {
    catalog = folder.resolve("catalog.csv");
    tensors = folder.resolve("tensors");
    List<String> rows = new ArrayList<>(List.of("id,image,colour"));
    for (int i = 0; i < SHARDS * SHARD_SIZE; i++) {
      Files.write(folder.resolve(i + ".jpg"), TestImages.file(20 + i, 30, "jpg"));
      rows.add("item-%d,%d.jpg,red".formatted(i, i));
    }
    // Rejected ones, and in the last shard an exact duplicate of one in the first.
    Files.delete(folder.resolve("4.jpg"));
    Files.writeString(folder.resolve("5.jpg"), "no image");
    Files.copy(folder.resolve("0.jpg"), folder.resolve("copy.jpg"));
    rows.set(SHARDS * SHARD_SIZE, "item-copy,copy.jpg,red");
    rows.add(5, "item-0,0.jpg,red");
    Files.write(catalog, rows);
    assertThat(run()).isEqualTo(ExitCode.DONE);
    assertThat(metric("resumed_shard_count")).isZero();
  }

  @Test
  void keepsEveryShardWhereNothingChanged() throws IOException {
    Map<String, String> files = files();
    JsonObject metrics = metrics();
    assertThat(run()).isEqualTo(ExitCode.DONE);
    assertThat(metric("resumed_shard_count")).isEqualTo(SHARDS);
    assertThat(metric("bytes_written")).isZero();
    assertThat(metric("bytes_read")).isZero();
    assertThat(files()).isEqualTo(files);
    for (String name :
        List.of(
            "image_count",
            "rejected_count",
            "rejected_missing",
            "rejected_not_an_image",
            "rejected_duplicate_id",
            "duplicate_image_count",
            "shard_count")) {
      assertThat(metrics().get(name)).as(name).isNotNull().isEqualTo(metrics.get(name));
    }
    assertThat(metric("duplicate_image_count")).isEqualTo(1);
  }

  @Test
  void makesAShardAgainWhoseImageHasOtherBytes() throws IOException {
    Path image = folder.resolve("7.jpg");
    Files.write(image, TestImages.file(50, 50, "jpg"));
    remakesOnly(2);
  }

  @Test
  void makesAShardAgainWhoseMissingImageCame() throws IOException {
    Files.write(folder.resolve("4.jpg"), TestImages.file(50, 50, "jpg"));
    remakesOnly(1);
    assertThat(metrics().has("rejected_missing")).isFalse();
  }

  @Test
  void makesAShardAgainWhoseImageIsGone() throws IOException {
    Files.delete(folder.resolve("3.jpg"));
    remakesOnly(1);
    assertThat(metric("rejected_missing")).isEqualTo(2);
  }

  @Test
  @Timeout(300)
  void anImageThatIsTooLargeIsNeverReadToItsEnd() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve("3.jpg").toFile(), "rw")) {
      file.setLength(1L << 40);
    }
    remakesOnly(1);
    assertThat(metric("rejected_too_large")).isEqualTo(1);
    assertThat(run()).isEqualTo(ExitCode.DONE);
    assertThat(metric("resumed_shard_count")).isEqualTo(SHARDS);
  }

  @Test
  void makesAShardAgainWhoseAttributesChanged() throws IOException {
    Files.writeString(
        catalog, Files.readString(catalog).replace("item-2,2.jpg,red", "item-2,2.jpg,blue"));
    remakesOnly(0);
  }

  @Test
  void makesAShardAgainWhoseIdChanged() throws IOException {
    Files.writeString(catalog, Files.readString(catalog).replace("item-copy,", "item-twin,"));
    remakesOnly(3);
  }

  @ParameterizedTest
  @CsvSource({"shorter", "longer", "other", "gone", "record", "damaged record", "empty record"})
  void makesAShardAgainThatIsNotAsItsRecordSays(String damage) throws IOException {
    Map<String, String> files = files();
    Path shard = tensors.resolve("tensors-00001-of-00004.tfrecord");
    Path record = tensors.resolve("tensors-00001-of-00004.json");
    byte[] bytes = Files.readAllBytes(shard);
    switch (damage) {
      case "shorter" -> Files.write(shard, Arrays.copyOf(bytes, bytes.length - 1));
      case "longer" -> Files.write(shard, Arrays.copyOf(bytes, bytes.length + 1));
      case "other" -> {
        bytes[bytes.length / 2] ^= 1;
        Files.write(shard, bytes);
      }
      case "gone" -> Files.delete(shard);
      case "record" -> Files.delete(record);
      case "damaged record" ->
          Files.writeString(record, Files.readString(record).replace("\"rejects\"", "\"reject\""));
      default -> Files.writeString(record, "");
    }
    assertThat(run()).isEqualTo(ExitCode.DONE);
    assertThat(metric("resumed_shard_count")).isEqualTo(SHARDS - 1);
    assertThat(files()).isEqualTo(files);
  }

  @ParameterizedTest
  @CsvSource({
    "--image-height,9",
    "--image-width,9",
    "--tensor-type,uint8",
    "--apply-exif-orientation,true",
  })
  void makesEveryShardAgainForOtherTensors(String flag, String value) throws IOException {
    assertThat(run(flag, value)).isEqualTo(ExitCode.DONE);
    assertThat(metric("resumed_shard_count")).isZero();
    assertThat(run(flag, value)).isEqualTo(ExitCode.DONE);
    assertThat(metric("resumed_shard_count")).isEqualTo(SHARDS);
  }

  @Test
  void makesEveryShardAgainForAnotherShardSizeAndRemovesTheOthers() throws IOException {
    assertThat(run("--shard-size", "6")).isEqualTo(ExitCode.DONE);
    assertThat(metric("resumed_shard_count")).isZero();
    assertThat(files().keySet()).filteredOn(name -> name.contains("-of-00004")).isEmpty();
  }

  @Test
  void goesOnBehindTheShardsThatAKilledRunFinished() throws IOException {
    Map<String, String> files = files();
    Files.delete(tensors.resolve("manifest.json"));
    Files.delete(tensors.resolve("tensors-00003-of-00004.tfrecord"));
    Files.delete(tensors.resolve("tensors-00003-of-00004.json"));
    // Killed between a shard and its record.
    Files.delete(tensors.resolve("tensors-00002-of-00004.json"));
    assertThat(run()).isEqualTo(ExitCode.DONE);
    assertThat(metric("resumed_shard_count")).isEqualTo(2);
    assertThat(files()).isEqualTo(files);
  }

  @Test
  void countsShardsOfOtherRejectsAgainstTheLimit() throws IOException {
    assertThat(run("--max-reject-fraction", "0.1")).isEqualTo(ExitCode.TOO_MANY_REJECTS);
    assertThat(metric("resumed_shard_count")).isEqualTo(SHARDS);
  }

  /** Runs again and compares with a run on a directory of its own. */
  private void remakesOnly(int shard) throws IOException {
    Map<String, String> before = files();
    assertThat(run()).isEqualTo(ExitCode.DONE);
    assertThat(metric("resumed_shard_count")).isEqualTo(SHARDS - 1);
    Map<String, String> after = files();
    for (int k = 0; k < SHARDS; k++) {
      String record = "tensors-%05d-of-00004.json".formatted(k);
      assertThat(after.get(record).equals(before.get(record))).as(record).isEqualTo(k != shard);
    }
    tensors = folder.resolve("elsewhere");
    assertThat(run()).isEqualTo(ExitCode.DONE);
    assertThat(metric("resumed_shard_count")).isZero();
    assertThat(files()).isEqualTo(after);
  }

  private int run(String... flags) {
    Map<String, String> all = new TreeMap<>();
    all.put("--catalog-uri", catalog.toString());
    all.put("--tensors-uri", tensors.toString());
    all.put("--restrict-columns", "colour");
    all.put("--image-height", "8");
    all.put("--image-width", "8");
    all.put("--shard-size", Integer.toString(SHARD_SIZE));
    all.put("--max-reject-fraction", "0.5");
    all.put("--output-dir", folder.resolve("out").toString());
    for (int i = 0; i < flags.length; i += 2) {
      all.put(flags[i], flags[i + 1]);
    }
    String[] args =
        all.entrySet().stream()
            .flatMap(flag -> Stream.of(flag.getKey(), flag.getValue()))
            .toArray(String[]::new);
    return Commands.execute(new Preprocess(), args);
  }

  /** The contents of the directory of tensors and of the ledger, by name. */
  private Map<String, String> files() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> list = Files.list(tensors)) {
      for (Path file : list.toList()) {
        contents.put(
            file.getFileName().toString(),
            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    contents.put("rejects", Files.readString(folder.resolve("out/artifacts/rejects")));
    return contents;
  }

  private long metric(String name) throws IOException {
    return metrics().get(name).getAsLong();
  }

  private JsonObject metrics() throws IOException {
    return JsonParser.parseString(Files.readString(folder.resolve("out/artifacts/metrics")))
        .getAsJsonObject();
  }
}
