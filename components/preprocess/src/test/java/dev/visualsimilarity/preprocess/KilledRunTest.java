package dev.visualsimilarity.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.visualsimilarity.preprocess.image.TestImages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process of its own is killed with SIGKILL again and again, and started again until it is done.
 */
class KilledRunTest {

  private static final int KILLS = 20;
  private static final int PICTURES = 10;
  private static final int ITEMS = 240;
  private static final int SHARD_SIZE = 12;
  private static final int MAX_RUNS = 3 * KILLS;

  @TempDir private Path folder;

  private Path catalog;

  /** Large pictures that are shrunk: much to decode, little to write and to compare. */
  @BeforeEach
  void drawACatalog() throws IOException {
    for (int i = 0; i < PICTURES; i++) {
      byte[] file = TestImages.file(900 + 20 * i, 700, "jpg");
      Files.write(folder.resolve(i + ".jpg"), file);
    }
    Files.writeString(folder.resolve("broken.jpg"), "no image");
    List<String> rows = new ArrayList<>(List.of("id,image"));
    for (int i = 0; i < ITEMS; i++) {
      String image = i % 17 == 5 ? "broken" : i % 29 == 3 ? "missing" : "" + i % PICTURES;
      rows.add("item-%d,%s.jpg".formatted(i % 31 == 30 ? 0 : i, image));
    }
    catalog = Files.write(folder.resolve("catalog.csv"), rows);
  }

  @Test
  void aRunThatIsKilledAtAnyMomentAndStartedAgainGivesTheSameBytes() throws Exception {
    long start = System.nanoTime();
    Path whole = folder.resolve("whole");
    assertThat(start(whole).waitFor()).isZero();
    long duration = System.nanoTime() - start;
    Map<String, String> expected = outputs(whole);

    int kills = 0;
    int killsAmidShards = 0;
    Path out = folder.resolve("killed-0");
    List<Long> moments = moments(duration);
    double speed = 1;
    for (int run = 0; kills < KILLS; run++) {
      assertThat(run).as("runs for %d kills", KILLS).isLessThan(MAX_RUNS);
      Map<String, Long> finished = finishedShards(out);
      Process process = start(out);
      double moment = moments.get(kills) * speed;
      if (kills % 2 == 1) {
        // However long a busy machine takes to start it, this one is killed amid its work.
        awaitShard(process, out, finished.size());
        moment /= 4;
      }
      if (!process.waitFor((long) moment, TimeUnit.NANOSECONDS)) {
        process.destroyForcibly().waitFor();
      }
      if (process.exitValue() == 0) {
        // Faster than its moment, since it went on behind others or the machine has less to do.
        speed *= 0.9;
        finish(process, out, finished, expected);
        out = folder.resolve("killed-" + (run + 1));
      } else {
        assertThat(process.exitValue()).isEqualTo(128 + 9);
        kills++;
        killsAmidShards += finishedShards(out).isEmpty() ? 0 : 1;
        assertThat(finishedShards(out)).containsAllEntriesOf(finished);
      }
    }
    Map<String, Long> finished = finishedShards(out);
    finish(start(out), out, finished, expected);
    assertThat(killsAmidShards).as("kills after the first shard").isPositive();
  }

  private static void awaitShard(Process process, Path out, int finished) throws Exception {
    while (process.isAlive() && finishedShards(out).size() <= finished) {
      Thread.sleep(5);
    }
  }

  private void finish(
      Process process, Path out, Map<String, Long> finished, Map<String, String> expected)
      throws Exception {
    assertThat(process.waitFor()).isZero();
    assertThat(metrics(out).get("resumed_shard_count").getAsInt()).isEqualTo(finished.size());
    assertThat(finishedShards(out)).containsAllEntriesOf(finished);
    assertThat(outputs(out)).isEqualTo(expected);
  }

  /** One in each twentieth of a run, in a random order that is the same every time. */
  private static List<Long> moments(long duration) {
    Random random = new Random(20);
    List<Long> moments = new ArrayList<>();
    for (int i = 0; i < KILLS; i++) {
      moments.add((long) ((i + random.nextDouble()) * duration / KILLS));
    }
    Collections.shuffle(moments, random);
    return moments;
  }

  private Process start(Path out) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Preprocess.class.getName(),
            "--catalog-uri",
            catalog.toString(),
            "--tensors-uri",
            out.resolve("tensors").toString(),
            "--image-height",
            "32",
            "--image-width",
            "32",
            "--shard-size",
            Integer.toString(SHARD_SIZE),
            "--max-reject-fraction",
            "0.5",
            "--output-dir",
            out.resolve("outputs").toString());
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log.txt").toFile())
        .start();
  }

  /** The shards with a record, and when they were written. */
  private static Map<String, Long> finishedShards(Path out) throws IOException {
    Map<String, Long> shards = new TreeMap<>();
    Path tensors = out.resolve("tensors");
    if (Files.exists(tensors)) {
      try (Stream<Path> list = Files.list(tensors)) {
        for (Path record : list.filter(KilledRunTest::isRecord).toList()) {
          String shard = record.getFileName().toString().replace(".json", ".tfrecord");
          shards.put(
              shard, Files.getLastModifiedTime(tensors.resolve(shard)).to(TimeUnit.NANOSECONDS));
        }
      }
    }
    return shards;
  }

  private static boolean isRecord(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith("tensors-") && name.endsWith(".json");
  }

  /** Every file of the tensors, temporary ones included, the ledger, and the counts. */
  private static Map<String, String> outputs(Path out) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> list = Files.list(out.resolve("tensors"))) {
      for (Path file : list.toList()) {
        contents.put(
            file.getFileName().toString(),
            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    contents.put("rejects", Files.readString(out.resolve("outputs/artifacts/rejects")));
    JsonObject metrics = metrics(out);
    metrics.keySet().stream()
        .filter(name -> name.endsWith("_count") || name.startsWith("rejected_"))
        .filter(name -> !name.equals("resumed_shard_count"))
        .forEach(name -> contents.put(name, metrics.get(name).getAsString()));
    return contents;
  }

  private static JsonObject metrics(Path out) throws IOException {
    return JsonParser.parseString(Files.readString(out.resolve("outputs/artifacts/metrics")))
        .getAsJsonObject();
  }
}
