package dev.visualsimilarity.pipeline.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.aiplatform.v1.LocationName;
import com.google.cloud.aiplatform.v1.PipelineJob;
import com.google.cloud.aiplatform.v1.PipelineState;
import com.google.protobuf.util.Timestamps;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import dev.visualsimilarity.vertexai.operation.OperationTimes;
import io.grpc.Status;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PipelineJobsTest {

  private static final LocationName PARENT = LocationName.of("shop", "us-central1");
  private static final PipelineJob JOB = PipelineJob.newBuilder().setDisplayName("Shoes").build();

  private FakeVertex vertex;

  @BeforeEach
  void start() throws IOException {
    vertex = new FakeVertex();
  }

  @AfterEach
  void stop() {
    vertex.close();
  }

  @Test
  void aJobThatAppearsAWhileAfterItsAnswerWasLostIsFound() {
    vertex.loseAnswers(Status.DEADLINE_EXCEEDED);
    vertex.then(Status.NOT_FOUND).then(Status.UNAVAILABLE).then(Status.NOT_FOUND);
    assertThat(create(CreatedOnce.PATIENCE).getDisplayName()).isEqualTo("Shoes");
    assertThat(vertex.created()).hasSize(1);
  }

  @Test
  void aJobThatDoesNotAppearMayBeSubmittedAgainUnderItsId() {
    vertex.refuse(Status.DEADLINE_EXCEEDED);
    assertThatThrownBy(() -> create(Duration.ofMillis(300)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("it may exist all the same: submit it again with --job-id r1");
    assertThat(vertex.created()).hasSize(1);
  }

  @Test
  void anOlderJobOfThatIdIsNotTakenForTheNewOne() {
    create(CreatedOnce.PATIENCE);
    Instant older = Instant.now().minus(OperationTimes.CLOCK_SKEW).minusSeconds(60);
    vertex.then(
        job ->
            job.toBuilder()
                .setState(PipelineState.PIPELINE_STATE_SUCCEEDED)
                .setCreateTime(Timestamps.fromMillis(older.toEpochMilli()))
                .build());
    vertex.refuse(Status.UNAVAILABLE);
    assertThatThrownBy(() -> create(Duration.ofMillis(300))).isInstanceOf(UserException.class);
  }

  @Test
  void aRefusalIsOneThoughThereIsAJobOfThatId() {
    create(CreatedOnce.PATIENCE);
    vertex.refuse(Status.RESOURCE_EXHAUSTED.withDescription("20 jobs run"));
    assertThatThrownBy(() -> create(CreatedOnce.PATIENCE))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("a quota is used up: 20 jobs run")
        .hasMessageNotContaining("may exist");
  }

  @Test
  void whatNobodyReceivedDoesNotExist() {
    ApiEndpoint nobody = vertex.endpoint();
    vertex.close();
    try (PipelineJobs jobs = new PipelineJobs(nobody)) {
      assertThatThrownBy(() -> jobs.create(PARENT, JOB, "r1"))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("is not reachable")
          .hasMessageNotContaining("may exist");
    }
  }

  private PipelineJob create(Duration patience) {
    try (PipelineJobs jobs = new PipelineJobs(vertex.endpoint(), patience)) {
      return jobs.create(PARENT, JOB, "r1");
    }
  }
}
