package dev.visualsimilarity.extractfeatures;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.visualsimilarity.command.Commands;
import dev.visualsimilarity.datapoint.Attributes;
import dev.visualsimilarity.datapoint.Restrict;
import dev.visualsimilarity.error.ExitCode;
import dev.visualsimilarity.storage.Checksum;
import dev.visualsimilarity.storage.LocalStorage;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageUri;
import dev.visualsimilarity.tensors.TensorManifest;
import dev.visualsimilarity.tensors.TensorRecord;
import dev.visualsimilarity.tensors.TensorShard;
import dev.visualsimilarity.tensors.TensorShardWriter;
import dev.visualsimilarity.tensors.TensorSpec;
import dev.visualsimilarity.tensors.TensorType;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.types.TFloat32;

class ExtractFeaturesTest {

  private static final TensorSpec SPEC = new TensorSpec(TensorType.UINT8, 8, 6);

  @TempDir private Path folder;

  private final Storage storage = new LocalStorage();
  private final StringWriter err = new StringWriter();
  private StorageUri tensors;
  private Path model;

  @BeforeEach
  void writeShards() throws IOException {
    tensors = StorageUri.local(folder.resolve("tensors"));
    model = TinyModel.means(folder.resolve("model"));
    writeShard(0, 2, List.of(record("a", 255), record("b", 0)));
    writeShard(1, 2, IntStream.range(0, 50).mapToObj(i -> record("c" + i, 5 * i)).toList());
    writeManifest(2, 50);
  }

  @Test
  void writesTheIndexDataOfAShard() {
    assertThat(run("--shard", "0")).isEqualTo(ExitCode.DONE);
    assertThat(folder.resolve("embeddings/embeddings-00000-of-00002.json"))
        .hasContent(
            """
            {"id":"a","embedding":[1.0,1.0,1.0,4.0],"restricts":[{"namespace":"colour","allow":["red"]}],"crowding_tag":"255"}
            {"id":"b","embedding":[0.0,0.0,0.0,0.0],"restricts":[{"namespace":"colour","allow":["red"]}],"crowding_tag":"0"}
            """);
    assertThat(folder.resolve("embeddings").toFile().list()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"1,1", "3,2", "4,4", "64,3", "0,0"})
  void keepsTheOrderWhateverTheBatchesAndWorkers(int batch, int workers) throws IOException {
    int code = run("--shard", "1", "--batch-size", "" + batch, "--workers", "" + workers);
    assertThat(code).isEqualTo(ExitCode.DONE);
    List<String> ids =
        Files.readAllLines(folder.resolve("embeddings/embeddings-00001-of-00002.json")).stream()
            .map(line -> JsonParser.parseString(line).getAsJsonObject().get("id").getAsString())
            .toList();
    assertThat(ids).isEqualTo(IntStream.range(0, 50).mapToObj(i -> "c" + i).toList());
  }

  @Test
  void writesEveryOutput() throws IOException {
    run("--shard", "1", "--shard-count", "2");
    Path out = folder.resolve("out");
    assertThat(out.resolve("parameters/embedding_count")).hasContent("50");
    assertThat(out.resolve("parameters/rejected_count")).hasContent("0");
    assertThat(out.resolve("parameters/dimensions")).hasContent("4");
    assertThat(out.resolve("artifacts/rejects")).isEmptyFile();
    JsonObject artifacts = json(out.resolve("executor_output.json")).getAsJsonObject("artifacts");
    assertThat(artifacts.keySet()).containsExactlyInAnyOrder("embeddings", "rejects", "metrics");
    assertThat(json(out.resolve("artifacts/metrics")).get("images_per_second").getAsDouble())
        .isPositive();
  }

  @Test
  void rejectsVectorsThatAreNotFinite() throws IOException {
    Path logarithms =
        TinyModel.export(
            folder.resolve("logarithms"),
            "serving_default",
            TFloat32.class,
            TinyModel.IMAGES,
            (tf, images) -> tf.math.log(TinyModel.means(tf, images)));
    assertThat(run("--shard", "0", "--model-uri", logarithms.toString())).isEqualTo(ExitCode.DONE);
    assertThat(folder.resolve("embeddings/embeddings-00000-of-00002.json"))
        .content()
        .startsWith("{\"id\":\"a\"")
        .doesNotContain("\"b\"");
    assertThat(folder.resolve("out/artifacts/rejects"))
        .content()
        .contains(
            "\"id\":\"b\"", "\"stage\":\"extract\"", "\"reason\":\"not_finite\"", "-Infinity");
    assertThat(folder.resolve("out/parameters/rejected_count")).hasContent("1");
  }

  @Test
  void aDamagedShardLeavesNothingBehind() throws IOException {
    Path shard = TensorManifest.shard(tensors, 1, 2).toPath();
    byte[] bytes = Files.readAllBytes(shard);
    bytes[bytes.length - 100] ^= 1;
    Files.write(shard, bytes);
    assertThat(run("--shard", "1")).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains(shard.toString(), "its CRC32C does not match");
    assertThat(folder.resolve("embeddings")).isEmptyDirectory();
    assertThat(json(folder.resolve("out/executor_error.json")).get("errorMessage").getAsString())
        .contains("CRC32C");
  }

  @Test
  void aShardThatIsShorterThanItsManifestSaysIsNoShard() throws IOException {
    writeManifest(3, 50);
    assertThat(run("--shard", "0")).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("has 2 images, but its manifest says 3");
    assertThat(folder.resolve("embeddings")).isEmptyDirectory();
  }

  @Test
  void aShardThatIsMissingIsNamed() throws IOException {
    storage.delete(TensorManifest.shard(tensors, 1, 2));
    assertThat(run("--shard", "1")).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("tensors-00001-of-00002.tfrecord is missing");
  }

  @Test
  void anEmptyShardGivesAnEmptyFile() throws IOException {
    writeShard(0, 2, List.of());
    writeManifest(0, 50);
    assertThat(run("--shard", "0")).isEqualTo(ExitCode.DONE);
    assertThat(folder.resolve("embeddings/embeddings-00000-of-00002.json")).isEmptyFile();
    assertThat(folder.resolve("out/parameters/dimensions")).hasContent("4");
  }

  @Test
  void doesNotMixTheFilesOfTwoRuns() throws IOException {
    Files.createDirectory(folder.resolve("embeddings"));
    Files.createFile(folder.resolve("embeddings/embeddings-00002-of-00003.json"));
    assertThat(run("--shard", "0")).isEqualTo(ExitCode.BAD_PARAMETERS);
    assertThat(err.toString()).contains("embeddings-00002-of-00003.json is of a run with another");
  }

  @ParameterizedTest
  @CsvSource({
    "--shard,2,'there is no shard 2 in'",
    "--shard,-1,shard -1 is out of range",
    "--shard-count,7,'shard count 7 is not that of'",
    "--format,csv,format 'csv' is not written; the format that is written is json",
    "--batch-size,-1,batch size -1 is out of range",
    "--workers,x,Invalid value for option '--workers'",
    "--signature,embed,has no signature 'embed'; it offers serving_default(",
    "--model-uri,nowhere,nowhere has no saved_model.pb",
    "--tensors-uri,nowhere,'nowhere has no manifest.json'",
  })
  void aBadParameterIsOneLineAndExitCode2(String flag, String value, String message) {
    assertThat(run(flag, value)).isEqualTo(ExitCode.BAD_PARAMETERS);
    assertThat(err.toString())
        .startsWith("extract-features: ")
        .contains(message)
        .doesNotContain("\tat ");
    assertThat(folder.resolve("embeddings")).doesNotExist();
  }

  private int run(String... flags) {
    List<String> args = new ArrayList<>(Arrays.asList(flags));
    for (List<String> pair :
        List.of(
            List.of("--tensors-uri", tensors.toString()),
            List.of("--model-uri", model.toString()),
            List.of("--embeddings-uri", folder.resolve("embeddings").toString()),
            List.of("--output-dir", folder.resolve("out").toString()))) {
      if (!args.contains(pair.get(0))) {
        args.addAll(pair);
      }
    }
    return Commands.commandLine(new ExtractFeatures())
        .setErr(new PrintWriter(err))
        .execute(args.toArray(String[]::new));
  }

  private void writeShard(int shard, int shardCount, List<TensorRecord> records)
      throws IOException {
    try (TensorShardWriter writer =
        TensorShardWriter.begin(storage, TensorManifest.shard(tensors, shard, shardCount))) {
      for (TensorRecord record : records) {
        writer.write(record);
      }
      writer.commit();
    }
  }

  private void writeManifest(int... imageCounts) throws IOException {
    List<TensorShard> shards = new ArrayList<>();
    for (int k = 0; k < imageCounts.length; k++) {
      StorageUri shard = TensorManifest.shard(tensors, k, imageCounts.length);
      shards.add(new TensorShard(imageCounts[k], Checksum.of(Files.readAllBytes(shard.toPath()))));
    }
    new TensorManifest("catalog.csv", SPEC, shards).write(storage, tensors);
  }

  private static TensorRecord record(String id, int intensity) {
    byte[] tensor = new byte[SPEC.bytes()];
    Arrays.fill(tensor, (byte) intensity);
    Attributes attributes =
        new Attributes(
            List.of(new Restrict("colour", List.of("red"), List.of())),
            List.of(),
            Optional.of(Integer.toString(intensity)));
    return new TensorRecord(id, ByteBuffer.wrap(tensor), attributes);
  }

  private static JsonObject json(Path file) throws IOException {
    return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
  }
}
