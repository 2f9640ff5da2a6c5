package dev.visualsimilarity.extractfeatures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visualsimilarity.error.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.types.TFloat32;

class ResumeTest {

  @TempDir private Path folder;

  private TensorFolder tensors;
  private Path model;
  private StepRun step;

  @BeforeEach
  void writeThreeShards() throws IOException {
    tensors = new TensorFolder(folder.resolve("tensors"));
    model = TinyModel.means(folder.resolve("model"));
    tensors.writeShard(0, 3, List.of(TensorFolder.record("a", 255), TensorFolder.record("b", 0)));
    tensors.writeShard(1, 3, List.of());
    tensors.writeShard(
        2, 3, IntStream.range(0, 9).mapToObj(i -> TensorFolder.record("c" + i, i)).toList());
    tensors.writeManifest(2, 0, 9);
    step = new StepRun(folder, tensors.uri(), model);
  }

  @Test
  void worksOnEveryShardAndDoesNoneTwice() throws IOException {
    assertThat(step.run("--shard=0", "--shard-count=1")).isEqualTo(ExitCode.DONE);
    assertThat(step.metric("embedding_count")).isEqualTo(11);
    assertThat(step.metric("resumed_shard_count")).isZero();
    assertThat(step.metrics().get("read_thread_seconds").getAsDouble()).isPositive();
    assertThat(step.metric("bytes_read")).isEqualTo(bytes("tensors", ".tfrecord"));
    assertThat(step.metric("bytes_written")).isEqualTo(bytes("embeddings", ".json"));

    assertThat(step.run("--shard=0", "--shard-count=1")).isEqualTo(ExitCode.DONE);
    assertThat(step.metric("embedding_count")).isEqualTo(11);
    assertThat(step.metric("resumed_shard_count")).isEqualTo(3);
    assertThat(step.metric("dimensions")).isEqualTo(4);
    assertThat(step.metric("bytes_read")).isZero();
    assertThat(folder.resolve("embeddings").toFile().list()).hasSize(3);
  }

  @Test
  void sharesTheShardsAmongProcesses() throws IOException {
    assertThat(step.run("--shard=1", "--shard-count=2")).isEqualTo(ExitCode.DONE);
    assertThat(folder.resolve("embeddings").toFile().list())
        .containsExactly("embeddings-00001-of-00003.json");
    assertThat(step.run("--shard=0", "--shard-count=2")).isEqualTo(ExitCode.DONE);
    assertThat(step.metric("embedding_count")).isEqualTo(11);
    assertThat(step.run("--shard=2", "--shard-count=2")).isEqualTo(ExitCode.BAD_PARAMETERS);
    assertThat(step.err()).contains("shard 2 is out of range; allowed are 0 to 1");
  }

  @Test
  void doesAgainWhatIsNoLongerAsItWas() throws IOException {
    step.run("--shard=0", "--shard-count=1");
    byte[] before = Files.readAllBytes(step.embeddings("embeddings-00002-of-00003.json"));
    Files.write(step.embeddings("embeddings-00002-of-00003.json"), new byte[] {'{'});
    Files.delete(step.embeddings("embeddings-00001-of-00003.json"));
    assertThat(step.run("--shard=0", "--shard-count=1")).isEqualTo(ExitCode.DONE);
    assertThat(step.metric("resumed_shard_count")).isEqualTo(1);
    assertThat(step.embeddings("embeddings-00002-of-00003.json")).hasBinaryContent(before);
  }

  @Test
  void doesAgainTheShardThatIsAnotherOne() throws IOException {
    step.run("--shard=0", "--shard-count=1");
    tensors.writeShard(0, 3, List.of(TensorFolder.record("new", 255)));
    tensors.writeManifest(1, 0, 9);
    assertThat(step.run("--shard=0", "--shard-count=1")).isEqualTo(ExitCode.DONE);
    assertThat(step.metric("resumed_shard_count")).isEqualTo(2);
    assertThat(step.embeddings("embeddings-00000-of-00003.json")).content().contains("\"new\"");
  }

  @Test
  void doesEverythingAgainWithAnotherModelOrOtherRules() throws IOException {
    step.run("--shard=0", "--shard-count=1");
    String all = "--max-reject-fraction=1";
    assertThat(step.run("--shard=0", "--shard-count=1", "--l2-normalize=true", all))
        .isEqualTo(ExitCode.DONE);
    assertThat(step.metric("resumed_shard_count")).isZero();
    TinyModel.export(
        folder.resolve("other"),
        "serving_default",
        TFloat32.class,
        TinyModel.IMAGES,
        (tf, images) -> tf.math.add(TinyModel.means(tf, images), tf.constant(1f)));
    for (int time = 0; time < 2; time++) {
      assertThat(
              step.run(
                  "--model-uri",
                  folder.resolve("other").toString(),
                  "--l2-normalize=true",
                  "--shard=0",
                  "--shard-count=1"))
          .isEqualTo(ExitCode.DONE);
      assertThat(step.metric("resumed_shard_count")).isEqualTo(3 * time);
    }
  }

  @Test
  void listsTheRejectsOfShardsThatWereFinishedBefore() throws IOException {
    for (int time = 0; time < 2; time++) {
      // Of few images: more than are allowed by default, before and after.
      assertThat(step.run("--shard=0", "--shard-count=1", "--l2-normalize=true"))
          .isEqualTo(ExitCode.TOO_MANY_REJECTS);
      assertThat(step.metric("resumed_shard_count")).isEqualTo(3 * time);
      assertThat(step.metric("rejected_count")).isEqualTo(2);
      assertThat(Files.readAllLines(folder.resolve("out/artifacts/rejects")))
          .hasSize(2)
          .allSatisfy(line -> assertThat(line).contains("\"reason\":\"zero_vector\""))
          .anySatisfy(
              line -> assertThat(line).contains("\"id\":\"b\"", "tensors-00000-of-00003.tfrecord"));
    }
  }

  @Test
  void aRecordThatIsDamagedCostsOnlyTime() throws IOException {
    step.run("--shard=0", "--shard-count=1");
    Files.writeString(folder.resolve("embeddings-state/embeddings-00000-of-00003.json"), "{\"in");
    Files.writeString(folder.resolve("embeddings-state/embeddings-00001-of-00003.json"), "");
    assertThat(step.run("--shard=0", "--shard-count=1")).isEqualTo(ExitCode.DONE);
    assertThat(step.metric("resumed_shard_count")).isEqualTo(1);
  }

  @Test
  void refusesADirectoryWithFilesOfAnotherFormat() {
    assertThat(step.run("--shard=0", "--shard-count=1", "--format=avro")).isEqualTo(ExitCode.DONE);
    assertThat(step.embeddings("embeddings-00002-of-00003.avro")).exists();
    assertThat(step.run("--shard=0", "--shard-count=1", "--format=csv"))
        .isEqualTo(ExitCode.BAD_PARAMETERS);
    assertThat(step.err())
        .contains("embeddings-00000-of-00003.avro is of a run with another format");
  }

  private int bytes(String directory, String suffix) {
    return (int)
        IntStream.range(0, 3)
            .mapToLong(
                i ->
                    folder
                        .resolve(
                            "%s/%s-0000%d-of-00003%s".formatted(directory, directory, i, suffix))
                        .toFile()
                        .length())
            .sum();
  }
}
