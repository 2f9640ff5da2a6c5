package dev.visualsimilarity.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.visualsimilarity.datapoint.Restrict;
import dev.visualsimilarity.error.ExitCode;
import dev.visualsimilarity.preprocess.image.TestImages;
import dev.visualsimilarity.storage.Checksum;
import dev.visualsimilarity.storage.LocalStorage;
import dev.visualsimilarity.storage.StorageUri;
import dev.visualsimilarity.tensors.TensorManifest;
import dev.visualsimilarity.tensors.TensorRecord;
import dev.visualsimilarity.tensors.TensorShard;
import dev.visualsimilarity.tensors.TensorShardReader;
import dev.visualsimilarity.tensors.TensorSpec;
import dev.visualsimilarity.tensors.TensorType;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreprocessTest {

  private static final TensorSpec SPEC = new TensorSpec(TensorType.FLOAT32, 8, 6);

  @TempDir private Path folder;

  private final StringWriter err = new StringWriter();
  private Path catalog;

  @BeforeEach
  void writeACatalog() throws IOException {
    catalog = folder.resolve("catalog.csv");
    Files.createDirectories(folder.resolve("images"));
    byte[] jpeg = TestImages.file(40, 30, "jpg");
    image("a.jpg", jpeg);
    image("b.jpg", Arrays.copyOf(jpeg, jpeg.length / 2));
    image("c.png", TestImages.file(40, 30, "png"));
    image("d.jpg", TestImages.file(40, 30, "gif"));
    image("e.bmp", TestImages.file(40, 30, "bmp"));
    Files.writeString(
        catalog,
        """
        id,image,category
        a,images/a.jpg,mugs
        b,images/b.jpg,mugs
        c,images/c.png,"cups, small"
        a,images/c.png,mugs
        m,images/none.jpg,mugs
        d,images/d.jpg,
        e,images/e.bmp,pots
        """);
  }

  @Test
  void writesShardsInTheOrderOfTheCatalog() throws IOException {
    assertThat(run("--shard-size", "2", "--max-reject-fraction", "0.5")).isEqualTo(ExitCode.DONE);

    StorageUri tensors = StorageUri.local(folder.resolve("tensors"));
    TensorManifest manifest = TensorManifest.read(new LocalStorage(), tensors);
    assertThat(manifest.catalogUri()).isEqualTo(catalog.toString());
    assertThat(manifest.spec()).isEqualTo(SPEC);
    assertThat(manifest.shards()).extracting(TensorShard::imageCount).containsExactly(1, 1, 2);
    for (int k = 0; k < 3; k++) {
      assertThat(manifest.checksum(k))
          .isEqualTo(Checksum.of(Files.readAllBytes(TensorManifest.shard(tensors, k, 3).toPath())));
    }
    List<TensorRecord> records = records(manifest, tensors);
    assertThat(records).extracting(TensorRecord::id).containsExactly("a", "c", "d", "e");
    assertThat(records.get(1).attributes().restricts())
        .containsExactly(new Restrict("category", List.of("cups, small"), List.of()));
    assertThat(records.get(2).attributes().restricts()).isEmpty();
    assertThat(names(folder.resolve("tensors")))
        .containsExactly(
            "manifest.json",
            "tensors-00000-of-00003.json",
            "tensors-00000-of-00003.tfrecord",
            "tensors-00001-of-00003.json",
            "tensors-00001-of-00003.tfrecord",
            "tensors-00002-of-00003.json",
            "tensors-00002-of-00003.tfrecord");
  }

  @Test
  void listsEveryRejectedItem() throws IOException {
    run("--shard-size", "2", "--max-reject-fraction", "0.5");
    String images = folder.resolve("images").toString();
    assertThat(folder.resolve("out/artifacts/rejects"))
        .hasContent(
            """
            {"id":"b","uri":"IMAGES/b.jpg","stage":"decode","reason":"truncated","message":"the file ends, after BYTES bytes, before its JPEG image does"}
            {"id":"a","uri":"CATALOG","stage":"catalog","reason":"duplicate_id","message":"line 5: an earlier row has this id"}
            {"id":"m","uri":"IMAGES/none.jpg","stage":"read","reason":"missing","message":"there is no such file"}
            """
                .replace("IMAGES", images)
                .replace("CATALOG", catalog.toString())
                .replace("BYTES", Long.toString(Files.size(folder.resolve("images/b.jpg")))));
  }

  @Test
  void aLinkToNothingInAFolderOfImagesIsMissing() throws IOException {
    Path images = folder.resolve("images");
    Files.delete(images.resolve("b.jpg"));
    Files.createSymbolicLink(images.resolve("link.jpg"), folder.resolve("unmounted/1.jpg"));
    catalog = images;
    assertThat(run("--restrict-columns", "folder", "--max-reject-fraction", "0.5"))
        .isEqualTo(ExitCode.DONE);
    assertThat(folder.resolve("out/artifacts/rejects"))
        .content()
        .contains("\"id\":\"link.jpg\"", "\"reason\":\"missing\"")
        .hasLineCount(1);
  }

  @Test
  void writesEveryOutput() throws IOException {
    run("--shard-size", "2", "--max-reject-fraction", "0.5");
    Path out = folder.resolve("out");
    assertThat(out.resolve("parameters/shards")).hasContent("[0,1,2]");
    assertThat(out.resolve("parameters/image_count")).hasContent("4");
    assertThat(out.resolve("parameters/rejected_count")).hasContent("3");
    JsonObject artifacts = json(out.resolve("executor_output.json")).getAsJsonObject("artifacts");
    assertThat(artifacts.keySet()).containsExactlyInAnyOrder("tensors", "rejects", "metrics");
    assertThat(
            artifacts
                .getAsJsonObject("tensors")
                .getAsJsonArray("artifacts")
                .get(0)
                .getAsJsonObject()
                .get("uri")
                .getAsString())
        .isEqualTo(folder.resolve("tensors").toString());
    JsonObject metrics = json(out.resolve("artifacts/metrics"));
    assertThat(metrics.get("rejected_truncated").getAsInt()).isEqualTo(1);
    assertThat(metrics.get("images_per_second").getAsDouble()).isPositive();
    assertThat(metrics.get("bytes_written").getAsLong()).isEqualTo(sizeOfShards());
  }

  @Test
  void tooManyRejectsIsExitCode3WithEverythingWritten() throws IOException {
    assertThat(run()).isEqualTo(ExitCode.TOO_MANY_REJECTS);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            "preprocess: 3 of 7 items rejected, more than max_reject_fraction 0.05 allows: 1 duplicate_id, 1 missing, 1 truncated (the first duplicate_id: a, %s: line 5: an earlier row has this id); each is listed in %s"
                .formatted(catalog, folder.resolve("out/artifacts/rejects")));
    assertThat(folder.resolve("tensors/manifest.json")).exists();
    assertThat(folder.resolve("out/parameters/image_count")).hasContent("4");
    assertThat(json(folder.resolve("out/executor_error.json")).get("errorMessage").getAsString())
        .startsWith("3 of 7 items rejected");
  }

  @Test
  void theSameCatalogGivesTheSameBytes() throws IOException {
    StringBuilder rows = new StringBuilder("id,image,category\n");
    for (int i = 0; i < 100; i++) {
      image(
          i + ".jpg",
          TestImages.file(20 + i % 7 * 50, 30 + i % 5 * 40, i % 3 == 0 ? "png" : "jpg"));
      rows.append(i).append(",images/").append(i).append(".jpg,x\n");
    }
    Files.writeString(catalog, rows.toString());
    assertThat(run("--shard-size", "64")).isEqualTo(ExitCode.DONE);
    byte[] first = Files.readAllBytes(folder.resolve("tensors/tensors-00000-of-00002.tfrecord"));
    Files.delete(folder.resolve("tensors/tensors-00000-of-00002.json"));
    assertThat(run("--shard-size", "64")).isEqualTo(ExitCode.DONE);
    assertThat(folder.resolve("tensors/tensors-00000-of-00002.tfrecord")).hasBinaryContent(first);
    assertThat(json(folder.resolve("out/artifacts/metrics")).get("resumed_shard_count").getAsInt())
        .isEqualTo(1);
  }

  @Test
  void removesTheShardsOfAnEarlierRunAndNothingElse() throws IOException {
    run("--shard-size", "1", "--max-reject-fraction", "1");
    Files.writeString(folder.resolve("tensors/notes.txt"), "mine");
    run("--shard-size", "10", "--max-reject-fraction", "1");
    assertThat(names(folder.resolve("tensors")))
        .containsExactly(
            "manifest.json",
            "notes.txt",
            "tensors-00000-of-00001.json",
            "tensors-00000-of-00001.tfrecord");
  }

  @Test
  void noImageAtAllIsTooManyRejectsWhateverIsAllowed() throws IOException {
    Files.writeString(catalog, "id,image,category\na,none.jpg,x\n");
    assertThat(run("--max-reject-fraction", "1")).isEqualTo(ExitCode.TOO_MANY_REJECTS);
    assertThat(err.toString())
        .contains(
            "no image of catalog",
            "1 missing (the first missing: a, %s: there is no such file); each is listed in %s"
                .formatted(folder.resolve("none.jpg"), folder.resolve("out/artifacts/rejects")));
    assertThat(folder.resolve("out/parameters/shards")).hasContent("[]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "0.5"})
  void aRunWithoutAnyImageLeavesNoTensors(String maxRejectFraction) throws IOException {
    assertThat(run("--max-reject-fraction", "1")).isEqualTo(ExitCode.DONE);
    Files.writeString(folder.resolve("tensors/notes.txt"), "mine");
    Files.writeString(catalog, "id,image,category\na,none.jpg,x\nb,none.jpg,x\n");
    assertThat(run("--shard-size", "1", "--max-reject-fraction", maxRejectFraction))
        .isEqualTo(ExitCode.TOO_MANY_REJECTS);
    assertThat(names(folder.resolve("tensors"))).containsExactly("notes.txt");
  }

  @Test
  void takesColumnsThatOnlyTheReportNeeds() {
    assertThat(run("--label-column", "category", "--max-reject-fraction", "0.5"))
        .isEqualTo(ExitCode.DONE);
  }

  private int run(String... flags) {
    return PreprocessCommand.run(catalog, folder, err, flags);
  }

  private void image(String name, byte[] bytes) throws IOException {
    Files.write(folder.resolve("images").resolve(name), bytes);
  }

  private static JsonObject json(Path file) throws IOException {
    return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
  }

  private long sizeOfShards() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("tensors"))) {
      return files
          .filter(file -> file.toString().endsWith(".tfrecord"))
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static List<TensorRecord> records(TensorManifest manifest, StorageUri directory)
      throws IOException {
    List<TensorRecord> records = new ArrayList<>();
    for (int k = 0; k < manifest.shardCount(); k++) {
      StorageUri shard = TensorManifest.shard(directory, k, manifest.shardCount());
      try (TensorShardReader reader =
          TensorShardReader.open(new LocalStorage(), shard, manifest.spec())) {
        for (Optional<TensorRecord> record = reader.next();
            record.isPresent();
            record = reader.next()) {
          records.add(record.get());
        }
      }
    }
    return records;
  }
}
