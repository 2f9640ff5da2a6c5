package dev.visualsimilarity.pipeline.follow;

import static dev.visualsimilarity.pipeline.client.FakeTasks.JOB;
import static dev.visualsimilarity.pipeline.client.FakeTasks.all;
import static dev.visualsimilarity.pipeline.client.FakeTasks.failed;
import static dev.visualsimilarity.pipeline.client.FakeTasks.job;
import static dev.visualsimilarity.pipeline.client.FakeTasks.retried;
import static dev.visualsimilarity.pipeline.client.FakeTasks.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.aiplatform.v1.LocationName;
import com.google.cloud.aiplatform.v1.PipelineJob;
import com.google.cloud.aiplatform.v1.PipelineState;
import com.google.cloud.aiplatform.v1.PipelineTaskDetail.State;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.client.FakeVertex;
import dev.visualsimilarity.pipeline.client.PipelineJobs;
import io.grpc.Status;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RunFollowerTest {

  private static final LocationName PARENT = LocationName.of("shop", "us-central1");
  private static final Duration DAY = Duration.ofDays(1);

  private final List<String> lines = new ArrayList<>();
  private final TestClock clock = new TestClock();
  private final Deque<Decision> decisions = new ArrayDeque<>();
  private Duration thinking = Duration.ZERO;
  private FakeVertex vertex;
  private PipelineJobs jobs;
  private PipelineJob begun;

  @BeforeEach
  void start() throws IOException {
    vertex = new FakeVertex();
    jobs = new PipelineJobs(vertex.endpoint());
    begun = jobs.create(PARENT, PipelineJob.getDefaultInstance(), "r1");
  }

  @AfterEach
  void stop() {
    jobs.close();
    vertex.close();
  }

  @Test
  void tellsEachChangeOfATaskOnce() throws Exception {
    vertex
        .then(all(job(State.RUNNING), task(2, JOB, "preprocess", State.PENDING)))
        .then(task(2, JOB, "preprocess", State.RUNNING))
        .then(task(2, JOB, "preprocess", State.RUNNING))
        .then(task(2, JOB, "preprocess", State.SUCCEEDED))
        .then(task(3, JOB, "upload", State.NOT_TRIGGERED))
        .then(task(4, JOB, "build", State.SKIPPED))
        .then(PipelineState.PIPELINE_STATE_SUCCEEDED);
    assertThat(follow(DAY).job().getState()).isEqualTo(PipelineState.PIPELINE_STATE_SUCCEEDED);
    assertThat(lines.stream().map(line -> line.replaceAll(" +", " ")))
        .containsExactly(
            "preprocess RUNNING",
            "preprocess SUCCEEDED 2.5 s",
            "upload NOT_TRIGGERED",
            "build SKIPPED (cache hit) 2.5 s");
  }

  @Test
  void tellsTheEndOfAGraphAfterThoseOfItsTasks() throws Exception {
    vertex
        .then(
            all(
                job(State.RUNNING),
                task(2, JOB, "search", State.SUCCEEDED),
                task(3, 2, "loop", State.SUCCEEDED),
                task(4, 3, "extract", State.SUCCEEDED),
                task(5, 2, "query", State.SUCCEEDED),
                task(6, JOB, "clean-up", State.RUNNING)))
        .then(PipelineState.PIPELINE_STATE_SUCCEEDED);
    follow(DAY);
    assertThat(lines.stream().map(line -> line.replaceAll(" .*", "")))
        .containsExactly(
            "search/loop/extract", "search/loop", "search/query", "search", "clean-up");
  }

  @Test
  void numbersTheIterationsOfALoop() throws Exception {
    vertex
        .then(
            all(
                job(State.RUNNING),
                task(2, JOB, "for-each-shard", State.RUNNING),
                task(3, 2, "for-each-shard-body", State.RUNNING),
                task(4, 2, "for-each-shard-body", State.RUNNING),
                task(5, 3, "extract-features", State.RUNNING),
                task(6, 4, "extract-features", State.RUNNING)))
        .then(PipelineState.PIPELINE_STATE_SUCCEEDED);
    follow(DAY);
    assertThat(lines)
        .anyMatch(line -> line.startsWith("for-each-shard-body [2]/extract-features "));
  }

  @Test
  void saysWhyATaskFailedAndWhereItsLogIs() throws Exception {
    vertex
        .then(
            all(
                job(State.RUNNING),
                task(2, JOB, "graph", State.RUNNING),
                failed(
                    3,
                    2,
                    "build",
                    "projects/7/locations/us-central1/customJobs/42",
                    "no permission\non the bucket"),
                failed(2, JOB, "graph", "", "The DAG failed")))
        .then(PipelineState.PIPELINE_STATE_FAILED);
    PipelineJob ended = follow(DAY).job();
    assertThat(lines)
        .containsSubsequence(
            "    no permission",
            "    on the bucket",
            "    log:"
                + " https://console.cloud.google.com/logs/query;query=resource.type%3D%22ml_job%22%20resource.labels.job_id%3D%2242%22?project=7")
        .noneMatch(line -> line.contains("The DAG failed"));
    assertThat(RunState.of(ended).summary(clock.instant()))
        .anyMatch(line -> line.contains("failed task: graph/build; its log: https://"));
  }

  @Test
  void tellsOfRetries() throws Exception {
    vertex
        .then(task(2, JOB, "build", State.RUNNING))
        .then(retried(2, JOB, "build", 1))
        .then(PipelineState.PIPELINE_STATE_SUCCEEDED);
    follow(DAY);
    assertThat(lines).anyMatch(line -> line.matches("build +RUNNING \\(attempt 2\\)"));
  }

  @Test
  void goesOnWhereTheServiceIsOutOfReachForAWhile() throws Exception {
    // More than Google's client tries by itself.
    for (int i = 0; i < 8; i++) {
      vertex.then(Status.UNAVAILABLE.withDescription("try later"));
    }
    vertex.then(Status.INTERNAL).then(PipelineState.PIPELINE_STATE_SUCCEEDED);
    assertThat(follow(DAY).job().getState()).isEqualTo(PipelineState.PIPELINE_STATE_SUCCEEDED);
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).contains("try later", "the run goes on, asking again for 15 minutes");
    assertThat(lines.get(1)).isEqualTo("The service answers again");
  }

  @Test
  void givesUpWhereTheServiceStaysOutOfReach() {
    for (int i = 0; i < 100; i++) {
      vertex.then(Status.INTERNAL.withDescription("broken"));
    }
    assertThatThrownBy(() -> follow(DAY))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("broken");
    assertThat(clock.instant()).isAfter(Instant.EPOCH.plus(RunFollower.PATIENCE));
  }

  @Test
  void aRefusalEndsItAtOnce() {
    vertex.then(Status.PERMISSION_DENIED.withDescription("not yours"));
    assertThatThrownBy(() -> follow(DAY))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("not yours");
  }

  @Test
  void aRunThatIsPausedHasEnded() throws Exception {
    vertex.then(PipelineState.PIPELINE_STATE_PAUSED);
    RunState state = RunState.of(follow(DAY).job());
    assertThat(state.ended()).isTrue();
    assertThat(state.succeeded()).isFalse();
  }

  @Test
  void stopsAtItsLimitAndTellsThatItGoesOnMeanwhile() throws Exception {
    vertex.then(task(2, JOB, "build-index", State.RUNNING));
    assertThat(follow(Duration.ofMinutes(12)).left()).isFalse();
    assertThat(lines)
        .filteredOn(line -> line.startsWith("PENDING for") && line.endsWith(": build-index"))
        .hasSize(2);
  }

  @Test
  void cancelsAndFollowsToTheEnd() throws Exception {
    decisions.add(Decision.CANCEL);
    RunFollower.Followed followed = follow(DAY);
    assertThat(vertex.cancelled()).containsExactly(begun.getName());
    assertThat(followed.left()).isFalse();
    assertThat(followed.job().getState()).isEqualTo(PipelineState.PIPELINE_STATE_CANCELLED);
  }

  @Test
  void goesOnOrLeavesTheRunAsTheUserSays() throws Exception {
    decisions.add(Decision.GO_ON);
    decisions.add(Decision.LEAVE);
    assertThat(follow(DAY).left()).isTrue();
    assertThat(decisions).isEmpty();
    assertThat(vertex.cancelled()).isEmpty();
  }

  @Test
  void theTimeThatAnAnswerTakesIsNoneThatTheServiceWasOutOfReach() throws Exception {
    decisions.add(Decision.GO_ON);
    thinking = RunFollower.PATIENCE.plusMinutes(1);
    vertex.then(Status.INTERNAL).then(PipelineState.PIPELINE_STATE_SUCCEEDED);
    assertThat(follow(DAY).job().getState()).isEqualTo(PipelineState.PIPELINE_STATE_SUCCEEDED);
  }

  private Decision decide() {
    clock.advance(thinking);
    return decisions.remove();
  }

  private RunFollower.Followed follow(Duration limit) throws InterruptedException {
    RunFollower.Service service =
        new RunFollower.Service() {
          @Override
          public PipelineJob look() {
            return jobs.get(begun.getName());
          }

          @Override
          public void cancel() {
            jobs.cancel(begun.getName());
          }
        };
    Pause pause =
        time -> {
          clock.advance(time);
          return !decisions.isEmpty();
        };
    return new RunFollower(service, lines::add, pause, clock).follow(begun, limit, this::decide);
  }

  /** Time that passes while the follower waits, and only then. */
  private static final class TestClock extends Clock {
    private Instant now = Instant.EPOCH.plusSeconds(10);

    void advance(Duration time) {
      now = now.plus(time);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
