package dev.visualsimilarity.pipeline.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.command.Commands;
import dev.visualsimilarity.pipeline.conformance.Conformance;
import dev.visualsimilarity.pipeline.image.Digests;
import dev.visualsimilarity.pipeline.image.ImageReference;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompileCommandTest {

  private static final String REGISTRY = "us-central1-docker.pkg.dev/shop/images";
  private static final String DIGEST = "sha256:" + "12".repeat(32);

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void writesThePipelineWithTheImagesOfARegistry() throws IOException {
    Path output = folder.resolve("new/pipeline.yaml");
    assertThat(run("pipeline.yaml", "--tag", "1.2", "--output", output.toString())).isZero();
    assertThat(output)
        .content()
        .startsWith("# PIPELINE DEFINITION\n# Name: visual-similarity\n")
        .contains("image: " + REGISTRY + "/build-index:1.2\n")
        .contains("defaultValue: " + REGISTRY + "/model-server:1.2\n")
        .doesNotContain("visual-similarity/model-server:0.1.0")
        .doesNotContain("image: visual-similarity/");
    assertThat(Conformance.read(output).name()).isEqualTo("visual-similarity");
    assertThat(err.toString())
        .contains("visual-similarity/build-index:0.1.0 is " + REGISTRY + "/build-index:1.2")
        .doesNotContain("note:");
  }

  @Test
  void writesDefaultsThatNameTheSameFilesFromTheNewFolder() throws IOException {
    Path sample = Files.createDirectories(folder.resolve("from/sample data"));
    Files.writeString(sample.resolve("catalog.csv"), "id,image");
    Path source = folder.resolve("from/pipeline.yaml");
    String text =
        Files.readString(Path.of("pipeline.yaml"))
            .replace("sample/catalog/catalog.csv", "sample data/catalog.csv");
    Files.writeString(source, text);
    Path output = folder.resolve("to/new/pipeline.yaml");
    assertThat(run(source.toString(), "--output", output.toString())).isZero();
    String there = "../../from/sample data/catalog.csv";
    assertThat(output)
        .content()
        .contains("catalog_uri: str [Default: '" + there + "']")
        .contains("defaultValue: \"" + there + "\"")
        // Those that are not there stay.
        .contains("query_catalog_uri: str [Default: 'sample/catalog/queries.csv']")
        .contains("defaultValue: sample/model");
    Path beside = folder.resolve("from/beside.yaml");
    assertThat(run(source.toString(), "--output", beside.toString())).isZero();
    assertThat(beside).content().contains("defaultValue: sample data/catalog.csv\n");
  }

  @Test
  void theCompiledPipelineOfTheProjectFindsTheSample() throws IOException {
    Path output = folder.resolve("pipeline.yaml");
    assertThat(run("pipeline.yaml", "--output", output.toString())).isZero();
    RunParameters values =
        new RunParameters(Conformance.read(output).root().inputParameters(), folder.toRealPath());
    InputCheck.check(values.given(), "");
    assertThat(values.given().get("catalog_uri").getAsString())
        .isEqualTo(Path.of("sample/catalog/catalog.csv").toRealPath().toString());
  }

  @Test
  void namesTheImageOfAComponentByTheDigestOfAFile() throws IOException {
    Path digests = folder.resolve("digests.json");
    Files.writeString(digests, "{\"preprocess\": \"%s\"}".formatted(DIGEST));
    String file = "../components/preprocess/component.yaml";
    assertThat(run(file, "--digests", digests.toString(), "--output", "-")).isZero();
    assertThat(out.toString())
        .isEqualTo(
            Files.readString(Path.of(file))
                .replace(
                    "image: visual-similarity/preprocess:0.1.0",
                    "image: " + REGISTRY + "/preprocess@" + DIGEST));
    assertThat(run("pipeline.yaml", "--digests", digests.toString(), "--output", "-")).isEqualTo(2);
    assertThat(err.toString()).contains("has no digest for ");
  }

  @Test
  void tellsAMistakeInOneLineAndWritesNothing() throws IOException {
    Path broken = folder.resolve("broken.yaml");
    String text = Files.readString(Path.of("pipeline.yaml"));
    Files.writeString(broken, text.replaceFirst("backoffFactor", "backofFactor"));
    Path output = folder.resolve("out.yaml");
    assertThat(run(broken.toString(), "--output", output.toString())).isEqualTo(2);
    assertThat(err.toString())
        .contains("broken.yaml: components.comp-for-each-shard.dag.tasks.extract-features")
        .contains("backofFactor is not a field of RetryPolicy")
        .hasLineCount(1);
    assertThat(output).doesNotExist();
  }

  @Test
  void refusesAFileWithNothingToReplace() {
    assertThat(run("pipeline.yaml", "--from", "other", "--output", "-")).isEqualTo(2);
    assertThat(err.toString()).contains("has no image of other that is not there already");
  }

  @Test
  void aRegistryIsGivenWithoutAScheme() {
    CompileCommand command = new CompileCommand();
    assertThat(
            Commands.commandLine(command)
                .setErr(new PrintWriter(err))
                .execute("--registry", "https://" + REGISTRY, "--output", "-"))
        .isEqualTo(2);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            "compile: --registry is https://" + REGISTRY + "; give it without https://");
  }

  @Test
  void saysWhatAUsersFileLacks() throws IOException {
    Path file = folder.resolve("p.yaml");
    String text = Files.readString(Path.of("pipeline.yaml"));
    Files.writeString(file, text.replaceFirst("\n *description: Directory of index data.", ""));
    assertThat(run(file.toString(), "--output", "-")).isZero();
    assertThat(err.toString())
        .contains(
            "note: p.yaml: components.comp-build-index.inputDefinitions.parameters.embeddings_uri has no description");
  }

  @Test
  void readsTheDigestsThatBuildsLeft() throws IOException {
    String other = DIGEST.replace("12", "34");
    built("components/preprocess", DIGEST);
    built("model-server", other);
    Digests digests = Digests.ofBuilds(folder);
    assertThat(digests.of(ImageReference.parse("r/preprocess:1"))).isEqualTo(DIGEST);
    assertThat(digests.of(ImageReference.parse("r/model-server:1"))).isEqualTo(other);
    assertThatThrownBy(() -> digests.of(ImageReference.parse("r/query-index:1")))
        .hasMessageContaining("build and push the images first");
  }

  private void built(String module, String digest) throws IOException {
    Path target = Files.createDirectories(folder.resolve(module).resolve("target"));
    Files.writeString(
        target.resolve("jib-image.json"),
        "{\"image\": \"x\", \"imageDigest\": \"%s\"}".formatted(digest));
  }

  private int run(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--registry", REGISTRY));
    return Commands.commandLine(new CompileCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }
}
