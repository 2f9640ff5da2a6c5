package dev.visualsimilarity.pipeline.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.aiplatform.v1.PipelineJob;
import com.google.cloud.aiplatform.v1.PipelineState;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.jobs.store.ResourceFiles;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jobs whose turn does not come: another one has the only place to run. */
@Timeout(120)
class JobBoardTest {

  private static final int PLACES = 200;

  @TempDir private Path folder;
  private final CountDownLatch done = new CountDownLatch(1);
  private final JobQueue queue = new JobQueue(1);
  private ResourceFiles<PipelineJob> files;
  private JobBoard board;

  @BeforeEach
  void start() throws IOException {
    files = new ResourceFiles<>(folder, JobBoard.COLLECTION, PipelineJob.parser());
    board = new JobBoard(files, queue);
    queue.add(this::occupy);
  }

  @AfterEach
  void stop() {
    done.countDown();
    board.close();
  }

  @Test
  void aJobThatIsCancelledBeforeItsTurnGivesItsPlaceUp() {
    for (int i = 0; i < PLACES; i++) {
      add(i);
    }
    assertThatThrownBy(() -> add(PLACES))
        .isInstanceOf(StatusRuntimeException.class)
        .hasMessageContaining("200 pipeline jobs wait for their turn");
    assertThat(board.cancel(name(7))).isTrue();
    assertThat(board.get(name(7)).getState()).isEqualTo(PipelineState.PIPELINE_STATE_CANCELLED);
    assertThat(add(PLACES).getName()).isEqualTo(name(PLACES));
  }

  @Test
  void noJobIsAcceptedOnceItIsClosed() {
    done.countDown();
    board.close();
    assertThatThrownBy(() -> add(1))
        .isInstanceOf(StatusRuntimeException.class)
        .hasMessageContaining("UNAVAILABLE: the emulator is being stopped");
    assertThat(board.contains(name(1))).isFalse();
    assertThat(files.contains(JobBoard.name(name(1)))).isFalse();
  }

  private PipelineJob add(int number) {
    PipelineJob job =
        PipelineJob.newBuilder()
            .setName(name(number))
            .setState(PipelineState.PIPELINE_STATE_PENDING)
            .build();
    return board.add(
        job,
        changed ->
            new JobRun(
                job,
                null,
                listener -> {
                  throw UserException.failed("its turn has come");
                },
                Clock.systemUTC(),
                changed));
  }

  private static String name(int number) {
    return JobsServer.PARENT + "/pipelineJobs/job-" + number;
  }

  private void occupy() {
    try {
      done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
