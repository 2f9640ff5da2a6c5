package dev.visualsimilarity.uploadmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is deployed is healthy, and has an error in place of every embedding. */
class UnusableModelTest {

  @TempDir Path folder;
  private UploadModelStep step;

  @BeforeEach
  void start() throws Exception {
    String server = QuickServer.WithoutEmbedding.class.getName();
    step = new UploadModelStep(folder, Duration.ZERO, server);
  }

  @AfterEach
  void stop() {
    step.close();
  }

  @Test
  void anEndpointThatEmbedsNothingIsAFailureWithItsReason() throws Exception {
    assertThat(step.run("--deploy=true")).isEqualTo(1);
    assertThat(step.errors().strip())
        .contains("does not embed a picture: component 0 is NaN", "billed until it is undeployed")
        .hasLineCount(1);
    assertThat(step.executorError()).contains("component 0 is NaN");
  }
}
