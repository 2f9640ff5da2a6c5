package dev.visualsimilarity.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What SIGTERM does: Java is process 1 of a container and gets it itself. */
class StopTest {

  private static final Duration GRACE = Duration.ofSeconds(5);

  /** 128 and the number of SIGTERM. */
  private static final int TERMINATED = 143;

  @TempDir private Path folder;

  @BeforeEach
  void letAnyUserWrite() throws Exception {
    ComponentRun.openToAll(folder);
  }

  @Test
  void endsAComponentThatComputes() throws Exception {
    String photo = ProjectImages.SAMPLE + "/catalog/queries/mugs-01-photo.jpg";
    List<String> rows = new ArrayList<>(List.of("id,image"));
    for (int i = 0; i < 100_000; i++) {
      rows.add("mug-" + i + "," + photo);
    }
    Path catalog = Files.write(folder.resolve("catalog.csv"), rows);
    Path tensors = folder.resolve("tensors");
    try (RunningContainer container =
        Container.of("preprocess")
            .mounting(folder, ProjectImages.SAMPLE)
            .start(
                "--catalog-uri=" + catalog,
                "--tensors-uri=" + tensors,
                "--shard-size=100",
                "--output-dir=" + folder.resolve("outputs"))) {
      while (!Files.exists(tensors.resolve("tensors-00000-of-01000.tfrecord"))) {
        Thread.sleep(50);
        container.requireAlive();
      }
      container.terminate();
      assertThat(container.await(GRACE)).isEqualTo(TERMINATED);
    }
  }

  @Test
  void endsAStepThatWaitsForTheService() throws Exception {
    Path embeddings = SampleEmbeddings.of(folder, 20);
    try (EmulatorContainer emulator = EmulatorContainer.start(folder, "--operation-delay=300");
        RunningContainer step =
            Container.of("build-index")
                .onHostNetwork()
                .mounting(folder)
                .start(
                    "--api-endpoint=" + emulator.endpoint(),
                    "--embeddings-uri=" + embeddings,
                    "--display-name=stopped",
                    "--output-dir=" + folder.resolve("outputs"))) {
      step.awaitPrinted("/operations/");
      step.terminate();
      assertThat(step.await(GRACE)).isEqualTo(TERMINATED);
      assertThat(step.printed()).contains("/operations/").containsIgnoringCase("cancelled");
    }
  }

  @Test
  void endsTheEmulator() throws Exception {
    try (EmulatorContainer emulator = EmulatorContainer.start(folder)) {
      emulator.container().terminate();
      assertThat(emulator.container().await(GRACE)).isIn(0, TERMINATED);
    }
  }
}
