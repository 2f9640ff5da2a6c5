package dev.visualsimilarity.buildindex;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.visualsimilarity.testing.grpc.GrpcProxy.Moment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told and left when the service itself finds something wrong. */
class ServiceFailureTest {

  private static final String GOOD = "{\"id\":\"a\",\"embedding\":[1,0]}";

  @TempDir Path folder;
  private BuildIndexStep step;

  @BeforeEach
  void start() throws IOException {
    step = new BuildIndexStep(folder);
    step.data(GOOD);
  }

  @AfterEach
  void stop() {
    step.close();
  }

  @Test
  void whatTheServiceFoundInTheDataIsToldAndLeft() throws IOException {
    // The step itself finds bad data before: these become bad behind its back.
    step.proxy()
        .listen(
            (moment, method, number) -> {
              if (moment == Moment.REQUEST && method.equals("CreateIndex")) {
                spoil();
              }
            });
    assertThat(step.run()).isEqualTo(1);
    String file = folder.resolve("data/data.json").toString();
    assertThat(step.errors())
        .startsWith("build-index: creating index 'shoes' failed: ")
        .contains("(FAILED_PRECONDITION, operation projects/local/locations/us-central1/indexes/")
        .contains("; mend the records below and run the step again")
        .containsPattern("(?m)^ +1 +1  " + file + "$")
        .containsPattern("(?m)^  EMBEDDING_SIZE_MISMATCH  " + file + "  id 'b': .*\\[1,2,3\\]");
    assertThat(step.output("executor_error.json")).contains("EMBEDDING_SIZE_MISMATCH");

    List<JsonObject> lines =
        step.output("artifacts/service_validation")
            .lines()
            .map(line -> JsonParser.parseString(line).getAsJsonObject())
            .toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0).get("invalid").getAsInt()).isEqualTo(1);
    assertThat(lines.get(1).get("file").getAsString()).isEqualTo(file);
    assertThat(lines.get(1).get("id").getAsString()).isEqualTo("b");
    assertThat(lines.get(1).get("error_type").getAsString()).isEqualTo("EMBEDDING_SIZE_MISMATCH");

    step.proxy().listen((moment, method, number) -> {});
    step.data(GOOD);
    assertThat(step.run()).as("begun anew: %s", step.errors()).isZero();
    assertThat(step.output("artifacts/service_validation")).contains("\"valid\":1");
  }

  @Test
  void aKeyAndTheNamesOfTheRunAreOnTheIndex() throws IOException {
    String key = "projects/p/locations/us-central1/keyRings/r/cryptoKeys/k";
    assertThat(
            step.run(
                "--encryption-spec-key-name", key,
                "--run-name", "Run of shop (a1)",
                "--run-id", "7",
                "--task-name", "build-ann-index"))
        .as(step.errors())
        .isZero();
    assertThat(step.index().getEncryptionSpec().getKmsKeyName()).isEqualTo(key);
    assertThat(step.index().getLabelsMap())
        .containsEntry("visual-similarity-run", "run-of-shop--a1-")
        .containsEntry("visual-similarity-task", "build-ann-index");
  }

  @Test
  void aPlaceholderThatNobodyResolvedIsNoRun() throws IOException {
    assertThat(
            step.run(
                "--run-name", "{{$.pipeline_job_name}}", "--run-id", "{{$.pipeline_job_uuid}}"))
        .isZero();
    assertThat(step.index().getLabelsMap()).containsOnlyKeys("visual-similarity-step");
  }

  private void spoil() {
    try {
      step.data(GOOD, "{\"id\":\"b\",\"embedding\":[1,2,3]}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
