package dev.visualsimilarity.benchmarks.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.visualsimilarity.benchmarks.component.ComponentRunner;
import dev.visualsimilarity.benchmarks.data.Model;
import dev.visualsimilarity.benchmarks.data.Pictures;
import dev.visualsimilarity.benchmarks.report.Report;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every part of the benchmark, with the sample's model and a handful of its pictures. */
class ExperimentsTest {

  private static final Scale TINY = new Scale(32, 4, 8, 1, 0.001);
  private static final Pattern RATE_OF_LIMIT = Pattern.compile("\\| ([0-9,]+) \\| ([0-9.]+) \\|");

  private final Path project = Path.of("").toAbsolutePath().getParent();
  @TempDir private Path work;

  @Test
  void extractFeaturesIsComparedWithTheModelAlone() throws IOException {
    String report = run(Part.extract);
    assertThat(report)
        .contains("| the model alone: ", "| first tensor read to file finished | ")
        .contains("| extract-features / the model alone | ", "| JSON writing / CPU time");
    List<MatchResult> rows = RATE_OF_LIMIT.matcher(report).results().toList();
    assertThat(rows).hasSizeGreaterThanOrEqualTo(4);
    assertThat(rows).as(report).allMatch(row -> !row.group(1).equals("0"));
  }

  @Test
  void preprocessIsComparedWithTheSlowerOfTwoLimits() throws IOException {
    assertThat(run(Part.preprocess))
        .contains("| 32 photographs | float32 | ", "| 32 photographs | uint8 | ")
        .contains("| 32 images of 100 x 100 | float32 | ", "| 8 photographs | float32 | ")
        .contains("| preprocess / the slower of its limits: 32 images of 100 x 100, uint8 | ");
  }

  @Test
  void theLoopMakesTheSameEmbeddings() throws IOException {
    assertThat(run(Part.loop))
        .contains("| from the first file to the last file | ")
        .contains("| lowest cosine of the embeddings of both | 1.000000 |");
  }

  @Test
  void precisionIsTheLikenessToFloat32() throws IOException {
    String report = run(Part.precision);
    assertThat(report)
        .containsPattern(
            "\\| float32 \\| float32 \\| [0-9,]+ \\| 1.00 \\| 1.000000 \\| 1.000000 \\|")
        .containsPattern("\\| float32 \\| uint8 \\| [0-9,]+ \\| [0-9.]+ \\| 0.99[0-9]+ \\|")
        .containsPattern(
            "\\| bfloat16 \\| float32 \\| [0-9,]+ \\| [0-9.]+ \\| (0.9|1.0)[0-9]+ \\|");
  }

  @Test
  void memoryIsThatOfTheProcessesOfComponents() throws IOException {
    assumeTrue(Files.exists(Path.of("/proc/self/status")), "the system does not tell of memory");
    String report = run(Part.memory);
    assertThat(report).contains("| peak of memory (VmHWM) | 4 images | 8 images | times |");
    // A Java machine with TensorFlow in it takes more than 99 MB.
    assertThat(report).containsPattern("\\| preprocess \\| [0-9]{3} MB \\| [0-9]{3} MB \\|");
    assertThat(report).containsPattern("\\| extract-features \\| [0-9]{3} MB \\| [0-9]{3} MB");
  }

  private String run(Part part) throws IOException {
    Path components = project.resolve("components");
    for (String component : List.of("preprocess", "extract-features")) {
      Path built = components.resolve(component).resolve("target/app/dependencies");
      assumeTrue(Files.exists(built), () -> component + " is not built, only compiled");
    }
    Lab lab =
        new Lab(
            work,
            Model.open(project.resolve("pipeline/sample/model")),
            Pictures.of("photographs", project.resolve("pipeline/sample/catalog/images")),
            TINY,
            new ComponentRunner(components, work));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Report report = new Report(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    part.experiment().run(lab, report);
    report.finish();
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
