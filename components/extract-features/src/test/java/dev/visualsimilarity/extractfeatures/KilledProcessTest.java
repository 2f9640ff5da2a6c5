package dev.visualsimilarity.extractfeatures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The step as a process of its own, killed (SIGKILL) and started again. */
class KilledProcessTest {

  private static final int KILLS = 20;
  private static final int SHARDS = 24;
  private static final int IMAGES = 400;
  private static final long SEED = 20261124;

  @TempDir private Path folder;

  private TensorFolder tensors;
  private Path model;
  private int runs;

  @BeforeEach
  void writeShards() throws IOException {
    tensors = new TensorFolder(folder.resolve("tensors"));
    model = TinyModel.means(folder.resolve("model"));
    for (int shard = 0; shard < SHARDS; shard++) {
      int first = shard * IMAGES;
      tensors.writeShard(
          shard,
          SHARDS,
          IntStream.range(first, first + IMAGES)
              .mapToObj(i -> TensorFolder.record("item-" + i, i))
              .toList());
    }
    tensors.writeManifest(IntStream.generate(() -> IMAGES).limit(SHARDS).toArray());
  }

  @Test
  void goesOnWhereItWasKilledAndWritesTheSameBytes() throws Exception {
    Path undisturbed = folder.resolve("undisturbed");
    long start = System.nanoTime();
    finish(undisturbed, 0);
    double nanos = System.nanoTime() - start;
    Map<String, ByteBuffer> expected = contents(undisturbed.resolve("embeddings"));
    assertThat(expected).hasSize(SHARDS);

    int resumed = 0;
    Path attempt = folder.resolve("attempt-0");
    for (double moment : moments()) {
      double wait = moment * nanos;
      while (!killed(attempt, (long) wait)) {
        // It was faster than the first one, or had less left to do.
        assertThat(contents(attempt.resolve("embeddings"))).isEqualTo(expected);
        attempt = folder.resolve("attempt-" + ++runs);
        wait *= 0.9;
      }
      resumed = Math.max(resumed, finished(attempt).size());
    }
    finish(attempt, finished(attempt).size());
    assertThat(contents(attempt.resolve("embeddings"))).isEqualTo(expected);
    assertThat(resumed).as("shards that were finished at a kill").isPositive();
  }

  /** Moments spread over the length of a run, in no order. */
  private static List<Double> moments() {
    Random random = new Random(SEED);
    List<Double> moments = new ArrayList<>();
    for (int k = 0; k < KILLS; k++) {
      moments.add((k + random.nextDouble()) / KILLS);
    }
    Collections.shuffle(moments, random);
    return moments;
  }

  /** Runs the step; false if it ended before it could be killed. */
  private boolean killed(Path attempt, long nanos) throws Exception {
    Map<String, Object> before = finished(attempt);
    Process process = start(attempt);
    boolean ended = process.waitFor(nanos, TimeUnit.NANOSECONDS);
    process.destroyForcibly().waitFor();
    assertThat(finished(attempt))
        .as("shards that were finished are left alone")
        .containsAllEntriesOf(before);
    if (ended) {
      assertThat(process.exitValue()).isZero();
    }
    return !ended;
  }

  private void finish(Path attempt, int resumed) throws Exception {
    Map<String, Object> before = finished(attempt);
    assertThat(start(attempt).waitFor()).isZero();
    assertThat(finished(attempt)).containsAllEntriesOf(before);
    assertThat(step(attempt).metric("resumed_shard_count")).isEqualTo(resumed);
    assertThat(step(attempt).metric("embedding_count")).isEqualTo(SHARDS * IMAGES);
  }

  private Process start(Path attempt) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                ExtractFeatures.class.getName()));
    command.addAll(step(attempt).arguments("--shard=0", "--shard-count=1"));
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private StepRun step(Path attempt) {
    return new StepRun(attempt, tensors.uri(), model);
  }

  /** The identity of each file of embeddings that has a record. */
  private static Map<String, Object> finished(Path attempt) throws IOException {
    Map<String, Object> files = new TreeMap<>();
    for (String name : visible(attempt.resolve("embeddings-state"))) {
      Path file = attempt.resolve("embeddings").resolve(name);
      files.put(name, Files.readAttributes(file, BasicFileAttributes.class).fileKey());
    }
    return files;
  }

  private static Map<String, ByteBuffer> contents(Path directory) {
    Map<String, ByteBuffer> contents = new TreeMap<>();
    for (String name : visible(directory)) {
      try {
        contents.put(name, ByteBuffer.wrap(Files.readAllBytes(directory.resolve(name))));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return contents;
  }

  /** Names of the files but of those that a killed process was about to write. */
  private static List<String> visible(Path directory) {
    String[] names = directory.toFile().list((parent, name) -> !name.startsWith("."));
    return names == null ? List.of() : List.of(names);
  }
}
