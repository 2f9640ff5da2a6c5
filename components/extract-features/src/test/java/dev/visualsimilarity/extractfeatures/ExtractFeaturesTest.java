package dev.visualsimilarity.extractfeatures;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.visualsimilarity.error.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.types.TFloat32;

class ExtractFeaturesTest {

  @TempDir private Path folder;

  private TensorFolder tensors;
  private StepRun step;

  @BeforeEach
  void writeShards() throws IOException {
    tensors = new TensorFolder(folder.resolve("tensors"));
    step = new StepRun(folder, tensors.uri(), TinyModel.means(folder.resolve("model")));
    tensors.writeShard(0, 2, List.of(TensorFolder.record("a", 255), TensorFolder.record("b", 0)));
    tensors.writeShard(
        1, 2, IntStream.range(0, 50).mapToObj(i -> TensorFolder.record("c" + i, 5 * i)).toList());
    tensors.writeManifest(2, 50);
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
    assertThat(runAllowing(logarithms, "0.5")).isEqualTo(ExitCode.DONE);
    assertThat(folder.resolve("embeddings/embeddings-00000-of-00002.json"))
        .content()
        .startsWith("{\"id\":\"a\"")
        .doesNotContain("\"b\"");
    assertThat(folder.resolve("out/artifacts/rejects"))
        .content()
        .contains(
            "\"id\":\"b\"", "\"stage\":\"extract\"", "\"reason\":\"not_finite\"", "-Infinity");
    assertThat(folder.resolve("out/parameters/rejected_count")).hasContent("1");
    assertThat(step.metric("rejected_not_finite")).isEqualTo(1);
    assertThat(runAllowing(logarithms, "0.49")).isEqualTo(ExitCode.TOO_MANY_REJECTS);
    assertThat(step.err())
        .contains(
            "1 of 2 items rejected, more than max_reject_fraction 0.49 allows: 1 not_finite (the first not_finite: b, ");
    assertThat(folder.resolve("out/parameters/embedding_count")).hasContent("1");
    assertThat(runAllowing(logarithms, "1.5")).isEqualTo(ExitCode.BAD_PARAMETERS);
  }

  @Test
  void noEmbeddingAtAllIsTooManyRejectsWhateverIsAllowed() throws IOException {
    Path nothing =
        TinyModel.export(
            folder.resolve("nothing"),
            "serving_default",
            TFloat32.class,
            TinyModel.IMAGES,
            (tf, images) ->
                tf.math.div(
                    TinyModel.means(tf, images), tf.zerosLike(TinyModel.means(tf, images))));
    assertThat(runAllowing(nothing, "1")).isEqualTo(ExitCode.TOO_MANY_REJECTS);
    assertThat(step.err()).contains("none of 2 images has an embedding: 2 not_finite");
  }

  @Test
  void aDamagedShardLeavesNothingBehind() throws IOException {
    Path shard = tensors.shard(1, 2);
    byte[] bytes = Files.readAllBytes(shard);
    bytes[bytes.length - 100] ^= 1;
    Files.write(shard, bytes);
    assertThat(run("--shard", "1")).isEqualTo(ExitCode.FAILED);
    assertThat(step.err())
        .contains(shard.toString(), "its CRC32C does not match", "run preprocess again");
    assertThat(folder.resolve("embeddings")).isEmptyDirectory();
    assertThat(json(folder.resolve("out/executor_error.json")).get("errorMessage").getAsString())
        .contains("CRC32C");
  }

  @Test
  void aShardThatIsShorterThanItsManifestSaysIsNoShard() throws IOException {
    tensors.writeManifest(3, 50);
    assertThat(run("--shard", "0")).isEqualTo(ExitCode.FAILED);
    assertThat(step.err()).contains("has 2 images, but its manifest says 3");
    assertThat(folder.resolve("embeddings")).isEmptyDirectory();
  }

  @Test
  void aShardThatIsMissingIsNamed() throws IOException {
    Files.delete(tensors.shard(1, 2));
    assertThat(run("--shard", "1")).isEqualTo(ExitCode.FAILED);
    assertThat(step.err()).contains("tensors-00001-of-00002.tfrecord is missing");
  }

  @Test
  void anEmptyShardGivesAnEmptyFile() throws IOException {
    tensors.writeShard(0, 2, List.of());
    tensors.writeManifest(0, 50);
    assertThat(run("--shard", "0")).isEqualTo(ExitCode.DONE);
    assertThat(folder.resolve("embeddings/embeddings-00000-of-00002.json")).isEmptyFile();
    assertThat(folder.resolve("out/parameters/dimensions")).hasContent("4");
  }

  @Test
  void doesNotMixTheFilesOfTwoRuns() throws IOException {
    Files.createDirectory(folder.resolve("embeddings"));
    Files.createFile(folder.resolve("embeddings/embeddings-00002-of-00003.json"));
    assertThat(run("--shard", "0")).isEqualTo(ExitCode.BAD_PARAMETERS);
    assertThat(step.err()).contains("embeddings-00002-of-00003.json is of a run with another");
  }

  @ParameterizedTest
  @CsvSource({
    "notes.txt,the file is no data file",
    "old/embeddings.json,the file is in a sub-directory",
  })
  void refusesADirectoryThatNoIndexCanBeBuiltOf(String name, String why) throws IOException {
    Path file = folder.resolve("embeddings").resolve(name);
    Files.createDirectories(file.getParent());
    Files.createFile(file);
    assertThat(run("--shard", "0")).isEqualTo(ExitCode.BAD_PARAMETERS);
    assertThat(step.err()).contains(name + ": " + why).contains("give an empty directory");
    assertThat(folder.resolve("embeddings/embeddings-00000-of-00002.json")).doesNotExist();
  }

  @Test
  void leavesIdsToDeleteWhereTheyAre() throws IOException {
    Path ids = folder.resolve("embeddings/delete/ids.txt");
    Files.createDirectories(ids.getParent());
    Files.writeString(ids, "old");
    assertThat(run("--shard", "0")).isEqualTo(ExitCode.DONE);
    assertThat(ids).hasContent("old");
  }

  @ParameterizedTest
  @CsvSource({
    "--shard,2,'there is no shard 2 in'",
    "--shard,-1,shard -1 is out of range",
    "--batch-size,4096000,batch size 4096000 is out of range",
    "--precision,int8,precision 'int8' is unknown; allowed are float32 and bfloat16",
    "--l2-normalize,maybe,Invalid value for option '--l2-normalize'",
    "--format,parquet,'there is no format ''parquet'' of index data; give one of json, csv, avro'",
    "--batch-size,-1,batch size -1 is out of range",
    "--workers,x,Invalid value for option '--workers'",
    "--signature,embed,has no signature 'embed'; it offers serving_default(",
    "--model-uri,nowhere,nowhere has no saved_model.pb",
    "--tensors-uri,nowhere,'nowhere has no manifest.json'",
  })
  void aBadParameterIsOneLineAndExitCode2(String flag, String value, String message) {
    assertThat(run(flag, value)).isEqualTo(ExitCode.BAD_PARAMETERS);
    assertThat(step.err())
        .startsWith("extract-features: ")
        .contains(message)
        .doesNotContain("\tat ");
    assertThat(folder.resolve("embeddings")).doesNotExist();
  }

  private int run(String... flags) {
    return step.run(flags);
  }

  private int runAllowing(Path model, String fraction) {
    return run("--shard=0", "--model-uri", model.toString(), "--max-reject-fraction", fraction);
  }

  private static JsonObject json(Path file) throws IOException {
    return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
  }
}
