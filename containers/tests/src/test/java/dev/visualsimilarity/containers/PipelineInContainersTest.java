package dev.visualsimilarity.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.util.DoubleComparator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole pipeline on the sample, its tasks as containers and as processes. */
class PipelineInContainersTest {

  /** The launcher builds first what is not built for processes. */
  private static final long MINUTES = 15;

  private static final Pattern DISTANCE = Pattern.compile("\"distance\":([-0-9.E]+)");

  @TempDir private Path folder;

  @Test
  @Timeout(value = 2 * MINUTES, unit = TimeUnit.MINUTES)
  void givesWhatProcessesGive() throws Exception {
    Path processes = run("process");
    Path containers = run(Path.of(ProjectImages.engine().program()).getFileName().toString());

    Map<String, Path> expected = data(processes);
    Map<String, Path> made = data(containers);
    assertThat(made.keySet())
        .isEqualTo(expected.keySet())
        .anyMatch(name -> name.endsWith(".tfrecord"))
        .anyMatch(name -> name.matches(".*/embeddings-.*\\.json"));
    for (Map.Entry<String, Path> file : expected.entrySet()) {
      assertThat(made.get(file.getKey())).hasSameBinaryContentAs(file.getValue());
    }
    JsonObject asProcesses = outputs(processes);
    JsonObject asContainers = outputs(containers);
    for (String output : List.of("image_count", "rejected_count", "query_count", "recall")) {
      assertThat(asContainers.get(output)).as(output).isEqualTo(asProcesses.get(output));
    }
    assertThat(Path.of(asContainers.get("rejects").getAsString()))
        .hasSameTextualContentAs(Path.of(asProcesses.get("rejects").getAsString()));
    assertThat(neighbors(asContainers)).isEqualTo(neighbors(asProcesses));
    assertThat(distances(asContainers))
        .usingElementComparator(new DoubleComparator(1e-5))
        .containsExactlyElementsOf(distances(asProcesses));
  }

  /** Each query with the ids of its neighbors, best first. */
  private static List<String> neighbors(JsonObject outputs) throws IOException {
    return matches(outputs).stream().map(line -> DISTANCE.matcher(line).replaceAll("")).toList();
  }

  /**
   * All distances. Their last digits depend on whether the emulator's kernel was compiled by then:
   * the Vector API leaves the order of a sum open.
   */
  private static List<Double> distances(JsonObject outputs) throws IOException {
    return matches(outputs).stream()
        .flatMap(line -> DISTANCE.matcher(line).results())
        .map(found -> Double.valueOf(found.group(1)))
        .toList();
  }

  private static List<String> matches(JsonObject outputs) throws IOException {
    return Files.readAllLines(Path.of(outputs.get("matches").getAsString()));
  }

  /** Tensors and embeddings of a run, by their path below its data. */
  private static Map<String, Path> data(Path run) throws IOException {
    Map<String, Path> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(run.resolve("work"))) {
      all.filter(file -> file.getFileName().toString().matches("(tensors|embeddings)-.*"))
          .filter(Files::isRegularFile)
          .forEach(file -> files.put(run.relativize(file).toString(), file));
    }
    return files;
  }

  private Path run(String runner) throws Exception {
    Path run = folder.resolve(runner);
    Path log = folder.resolve(runner + ".log");
    List<String> words = new ArrayList<>();
    words.add(ProjectImages.ROOT.resolve("visual-similarity").toString());
    words.addAll(List.of("run", "--runner", runner, "--run-dir", run.toString()));
    words.addAll(List.of("--param", "shard_size=200"));
    Process process =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    return run;
  }

  private static JsonObject outputs(Path run) throws IOException {
    return JsonParser.parseString(Files.readString(run.resolve("outputs.json"))).getAsJsonObject();
  }
}
