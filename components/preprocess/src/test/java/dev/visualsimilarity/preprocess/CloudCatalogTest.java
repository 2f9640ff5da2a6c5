package dev.visualsimilarity.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.command.Commands;
import dev.visualsimilarity.command.Outputs;
import dev.visualsimilarity.command.Step;
import dev.visualsimilarity.error.ExitCode;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.preprocess.image.TestImages;
import dev.visualsimilarity.storage.CloudStorage;
import dev.visualsimilarity.storage.LocalStorage;
import dev.visualsimilarity.storage.PendingObject;
import dev.visualsimilarity.storage.RetryLimits;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageUri;
import dev.visualsimilarity.storage.Storages;
import dev.visualsimilarity.testing.CloudStorageServer;
import dev.visualsimilarity.testing.Fault;
import dev.visualsimilarity.testing.Faults;
import dev.visualsimilarity.testing.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The component with all it reads and writes in a Cloud Storage that has faults. */
class CloudCatalogTest {

  private static final RetryLimits LIMITS =
      new RetryLimits(
          Duration.ofMillis(1),
          Duration.ofMillis(20),
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          Duration.ofSeconds(2));
  private static final int ITEMS = 120;

  @TempDir private Path folder;
  private CloudStorageServer server;
  private Storage storage;

  @BeforeEach
  void storeTheSameCatalogTwice() throws IOException {
    server = new CloudStorageServer();
    storage = new Storages(new LocalStorage(), () -> CloudStorage.at(server.url(), LIMITS));
    StringBuilder table = new StringBuilder("id,image,category\n");
    for (int i = 0; i < ITEMS; i++) {
      table.append("p%d,images/%d.jpg,c%d%n".formatted(i, i, i % 3));
      byte[] jpeg = TestImages.file(40 + i, 30, "jpg");
      if (i % 20 == 7) {
        store("images/" + i + ".jpg", Arrays.copyOf(jpeg, jpeg.length / 2));
      } else if (i % 20 != 3) {
        store("images/" + i + ".jpg", jpeg);
      }
    }
    store("catalog.csv", table.toString().getBytes(StandardCharsets.UTF_8));
    run(folder.toString());
  }

  @AfterEach
  void stop() throws IOException {
    storage.close();
    server.close();
  }

  @Test
  void faultsOnTheWayChangeNothingInTheResult() throws IOException {
    List<Fault> faults =
        List.of(
            Fault.status(503),
            Fault.status(429),
            Fault.status(408),
            Fault.drop(),
            Fault.loseReply(),
            Fault.halve(),
            Fault.truncate(300),
            Fault.reset(300));
    server.inject(Faults.random(1, 0.2, faults));
    run("gs://bucket");
    server.inject(Faults.none());
    assertThat(server.requests()).isGreaterThan(ITEMS);
    isAsTheLocalResult();
  }

  @Test
  void anOutageFailsTheStepAndRejectsNothing() throws IOException {
    server.inject(Faults.always(Fault.status(503)).after(ITEMS / 2).only(Operation.DOWNLOAD));
    assertThatThrownBy(() -> run("gs://bucket"))
        .isInstanceOfSatisfying(
            UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.FAILED))
        .hasMessageStartingWith("Cloud Storage cannot read gs://bucket/images/")
        .message()
        .contains("try again later")
        .hasLineCount(1);
    assertThat(server.names("bucket"))
        .doesNotContain("tensors/manifest.json", "out/artifacts/rejects");

    server.inject(Faults.none());
    run("gs://bucket");
    isAsTheLocalResult();
  }

  private void isAsTheLocalResult() throws IOException {
    List<String> shards =
        server.names("bucket").stream().filter(name -> name.endsWith(".tfrecord")).toList();
    assertThat(shards).hasSize(ITEMS / 20);
    for (String shard : shards) {
      assertThat(server.get("bucket", shard)).hasValue(Files.readAllBytes(folder.resolve(shard)));
    }
    for (String name : List.of("tensors/manifest.json", "out/artifacts/rejects")) {
      assertThat(text(StorageUri.parse("gs://bucket/" + name)).replace("gs://bucket", "ROOT"))
          .isEqualTo(
              text(StorageUri.local(folder.resolve(name))).replace(folder.toString(), "ROOT"));
    }
  }

  private void run(String root) {
    Preprocess command = new Preprocess();
    Commands.commandLine(command)
        .parseArgs(
            "--catalog-uri=" + root + "/catalog.csv",
            "--tensors-uri=" + root + "/tensors",
            "--restrict-columns=category",
            "--image-height=8",
            "--image-width=6",
            "--shard-size=20",
            "--max-reject-fraction=0.5");
    String executorInput =
        """
        {"outputs": {"artifacts": {
          "rejects": {"artifacts": [{"name": "rejects", "uri": "%1$s/out/artifacts/rejects"}]}},
         "outputFile": "%1$s/out/executor_output.json"}}
        """
            .formatted(root);
    try {
      Step.run(storage, Outputs.of(storage, executorInput), command::step);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private void store(String name, byte[] bytes) throws IOException {
    server.put("bucket", name, bytes);
    try (PendingObject file = storage.write(StorageUri.local(folder.resolve(name)))) {
      file.write(bytes);
      file.commit();
    }
  }

  private String text(StorageUri uri) throws IOException {
    try (InputStream in = storage.read(uri)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
