package dev.visualsimilarity.buildindex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visualsimilarity.emulator.server.EmulatorOptions;
import dev.visualsimilarity.emulator.server.EmulatorServer;
import dev.visualsimilarity.storage.CloudStorage;
import dev.visualsimilarity.storage.LocalStorage;
import dev.visualsimilarity.storage.RetryLimits;
import dev.visualsimilarity.storage.Storages;
import dev.visualsimilarity.testing.CloudStorageServer;
import dev.visualsimilarity.testing.Operation;
import dev.visualsimilarity.testing.process.JavaProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The step as a process, whose index data is in a bucket, and that has no credentials. */
class BucketCheckTest {

  @TempDir Path folder;
  private CloudStorageServer server;
  private JavaProgram program;

  @BeforeEach
  void start() throws IOException {
    server = new CloudStorageServer();
    program = new JavaProgram(BuildIndex.class.getName(), folder.resolve("log"));
    server.put(
        "shop",
        "data/a.json",
        "{\"id\":\"a\",\"embedding\":[1,0]}\n".getBytes(StandardCharsets.UTF_8));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void dataOfAnotherRegionIsRefusedBeforeAnythingElseIsAsked() throws Exception {
    server.locate("shop", "EUROPE-WEST4", "region");
    assertThat(run("gs://shop/data", "--location", "us-central1")).isEqualTo(2);
    assertThat(program.printed().strip())
        .startsWith("build-index: --embeddings-uri gs://shop/data is in the wrong place")
        .contains("bucket shop is in region EUROPE-WEST4, the index in --location us-central1")
        .contains("copy the data to a bucket in us-central1, or build the index where")
        .hasLineCount(1);
    assertThat(server.requests()).isEqualTo(server.requests(Operation.LAYOUT)).isEqualTo(1);
  }

  @Test
  void dataOfTheRegionIsGoneOnWith() throws Exception {
    server.locate("shop", "EUROPE-WEST4", "region");
    assertThat(run("gs://shop/data", "--location", "europe-west4")).isEqualTo(1);
    assertThat(program.printed().strip()).contains("credentials").doesNotContain("bucket");
  }

  @Test
  void aBucketThatIsMissingIsOneLine() throws Exception {
    assertThat(run("gs://missing/data")).isEqualTo(1);
    assertThat(program.printed().strip()).contains("there is no bucket missing").hasLineCount(1);
  }

  @Test
  void whereTheBucketIsNotToldTheStepSaysSoAndGoesOn() throws Exception {
    server.refuse(403, "{\"error\": {\"code\": 403, \"message\": \"not you\"}}");
    assertThat(run("gs://shop/data")).isEqualTo(1);
    assertThat(program.printed().lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .contains("INFO", "whether bucket shop is in us-central1", "not you"),
            line -> assertThat(line).startsWith("build-index: no Google Cloud credentials"));
  }

  @Test
  void anEmulatorReadsEveryBucket() throws Exception {
    server.locate("shop", "EUROPE-WEST4", "region");
    Storages storages =
        new Storages(new LocalStorage(), () -> CloudStorage.at(server.url(), RetryLimits.DEFAULT));
    try (EmulatorServer emulator = EmulatorServer.start(EmulatorOptions.defaults(), storages)) {
      assertThat(run("gs://shop/data", "--api-endpoint", emulator.endpoint()))
          .as(program.printed())
          .isZero();
    }
    assertThat(server.requests(Operation.LAYOUT)).isZero();
  }

  private int run(String directory, String... more) throws Exception {
    List<String> args =
        new ArrayList<>(
            List.of(
                "--embeddings-uri",
                directory,
                "--display-name",
                "shoes",
                "--project",
                "shop",
                "--output-dir",
                folder.resolve("out").toString()));
    args.addAll(List.of(more));
    ProcessBuilder builder = program.builder(args);
    builder.environment().put("STORAGE_EMULATOR_HOST", server.url());
    builder.environment().put("NO_GCE_CHECK", "true");
    builder.environment().put("HOME", folder.toString());
    builder.environment().remove("GOOGLE_APPLICATION_CREDENTIALS");
    return program.await(
        builder.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start());
  }
}
