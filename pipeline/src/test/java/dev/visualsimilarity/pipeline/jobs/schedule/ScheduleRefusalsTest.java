package dev.visualsimilarity.pipeline.jobs.schedule;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.gax.rpc.InvalidArgumentException;
import com.google.cloud.aiplatform.v1.PipelineJob;
import dev.visualsimilarity.pipeline.jobs.JobsServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
class ScheduleRefusalsTest {

  private final TestClock clock = new TestClock("2026-11-25T10:30:20Z");
  @TempDir private Path folder;
  private JobsServer server;

  @BeforeEach
  void start() throws Exception {
    server = JobsServer.kept(folder, clock);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "* * * *", "61 * * * *", "TZ=Mars/Base 0 * * * *", "every day"})
  void anExpressionThatIsNoneIsRefused(String cron) {
    assertThatThrownBy(() -> TestSchedules.create(server, builder -> builder.setCron(cron)))
        .isInstanceOf(InvalidArgumentException.class);
  }

  @Test
  void aPipelineThatCannotRunIsRefusedAtOnce() {
    PipelineJob job = JobsServer.greeting("you").toBuilder().clearPipelineSpec().build();
    assertThatThrownBy(
            () ->
                TestSchedules.create(
                    server,
                    builder ->
                        builder
                            .setCron("0 * * * *")
                            .setCreatePipelineJobRequest(TestSchedules.request(job))))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("pipeline_spec is required");
    assertThatThrownBy(
            () ->
                TestSchedules.create(
                    server, builder -> builder.setCron("0 * * * *").clearMaxConcurrentRunCount()))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("max_concurrent_run_count");
  }
}
