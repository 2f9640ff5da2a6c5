package dev.visualsimilarity.pipeline.jobs;

import com.google.cloud.aiplatform.v1.PipelineJob;
import com.google.cloud.aiplatform.v1.PipelineState;
import com.google.cloud.aiplatform.v1.PipelineTaskDetail.State;
import com.google.protobuf.Timestamp;
import com.google.rpc.Code;
import com.google.rpc.Status;
import dev.visualsimilarity.emulator.service.Times;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.run.PipelineRun;
import dev.visualsimilarity.pipeline.run.RunListener;
import dev.visualsimilarity.pipeline.run.TaskEvent;
import dev.visualsimilarity.pipeline.run.TaskState;
import dev.visualsimilarity.pipeline.run.Values;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One pipeline job from its turn to its end. Thread-safe. */
final class JobRun implements Runnable, RunListener {

  private static final Logger log = LoggerFactory.getLogger(JobRun.class);

  private final PipelineJob.Builder job;
  private final CheckedJob checked;
  private final Function<RunListener, PipelineRun> runs;
  private final Clock clock;
  private final Consumer<PipelineJob> changed;
  private final TaskDetails tasks;

  /** There from the job's turn to its end. */
  private Optional<PipelineRun> running = Optional.empty();

  /** Whether a task has changed since the job was told. */
  private boolean untold;

  /** Why the job does not go on to its end; absent while it does. */
  private Optional<Status> ending = Optional.empty();

  /**
   * @param job as it was accepted
   * @param checked what is to be run
   * @param runs makes the run
   * @param changed is told of the job when its state changes, and by {@link #tell}; one call at a
   *     time, the last of them has the end
   */
  JobRun(
      PipelineJob job,
      CheckedJob checked,
      Function<RunListener, PipelineRun> runs,
      Clock clock,
      Consumer<PipelineJob> changed) {
    this.job = job.toBuilder();
    this.checked = checked;
    this.runs = runs;
    this.clock = clock;
    this.changed = changed;
    this.tasks = new TaskDetails(JobBoard.name(job.getName()));
  }

  /** The job as it is now. */
  synchronized PipelineJob toProto() {
    return job.setJobDetail(tasks.toProto()).build();
  }

  synchronized boolean ended() {
    return job.hasEndTime();
  }

  /** Tells how far the job is, if that has not been told. */
  synchronized void tell() {
    if (untold) {
      untold = false;
      changed.accept(toProto());
    }
  }

  /** Does it all; called once. */
  @Override
  public void run() {
    try {
      Optional<PipelineRun> begun = begin();
      if (begun.isPresent()) {
        begun.get().prepare();
        end(begun.get().execute(Values.ofParameters(checked.parameters())));
      }
    } catch (UserException e) {
      fail(e.getMessage());
    } catch (InterruptedException e) {
      end(Optional.empty());
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException | Error e) {
      log.error("job {} failed", job.getName(), e);
      fail("failed: " + e);
    }
  }

  /**
   * Ends the job: its programs get SIGTERM. Returns at once; nothing happens if it has ended.
   *
   * @param reason its code says into which state: CANCELLED, or for all others FAILED
   */
  synchronized void stop(Status reason) {
    if (ended() || ending.isPresent()) {
      return;
    }
    ending = Optional.of(reason);
    if (running.isEmpty()) {
      finish(State.CANCELLED, State.CANCELLED);
      return;
    }
    PipelineRun run = running.get();
    tasks.cancelling(now());
    change(PipelineState.PIPELINE_STATE_CANCELLING);
    Thread canceller = new Thread(() -> cancel(run), "cancel " + job.getName());
    canceller.setDaemon(true);
    canceller.start();
  }

  private static void cancel(PipelineRun run) {
    try {
      run.cancel();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Optional<PipelineRun> begin() {
    if (ended()) {
      return Optional.empty();
    }
    Timestamp now = now();
    running = Optional.of(runs.apply(this));
    job.setStartTime(now);
    tasks.begun(TaskDetails.ROOT, Values.ofParameters(checked.parameters()), now);
    checked.pipeline().dag().tasks().keySet().forEach(task -> tasks.task(task, now));
    tasks
        .task(TaskDetails.ROOT, now)
        .getExecutionBuilder()
        .setDescription(String.join("; ", checked.notes()));
    change(PipelineState.PIPELINE_STATE_RUNNING);
    return running;
  }

  private synchronized void end(Optional<Values> outputs) {
    if (outputs.isPresent() && ending.isEmpty()) {
      tasks.ended(TaskDetails.ROOT, State.SUCCEEDED, outputs.get(), now());
      change(PipelineState.PIPELINE_STATE_SUCCEEDED);
    } else if (ending.isPresent()) {
      finish(State.CANCELLED, State.CANCELLED);
    } else {
      fail(
          "tasks that failed: %s; %s"
              .formatted(String.join(", ", tasks.failedIn(TaskDetails.ROOT)), tasks.firstReason()));
    }
  }

  private synchronized void fail(String reason) {
    if (ended()) {
      return;
    }
    if (ending.isEmpty()) {
      ending = Optional.of(TaskDetails.error(Code.FAILED_PRECONDITION, reason));
      tasks.failed(TaskDetails.ROOT, reason, now());
    }
    finish(State.FAILED, State.NOT_TRIGGERED);
  }

  /** Ends the job as {@link #ending} says. */
  private void finish(State started, State notStarted) {
    Status error = ending.orElseThrow();
    tasks.endAll(started, notStarted, now());
    job.setError(error);
    change(
        error.getCode() == Code.CANCELLED_VALUE
            ? PipelineState.PIPELINE_STATE_CANCELLED
            : PipelineState.PIPELINE_STATE_FAILED);
  }

  private void change(PipelineState state) {
    Timestamp now = now();
    job.setState(state).setUpdateTime(now);
    if (JobBoard.isEnd(state)) {
      job.setEndTime(now);
    }
    untold = false;
    changed.accept(toProto());
  }

  @Override
  public void accept(TaskEvent event) {
    if (event.state() == TaskState.FAILED) {
      event.details().stream().findFirst().ifPresent(line -> log.warn("{}", line));
    }
  }

  @Override
  public synchronized void begun(String path, Values inputs) {
    tasks.begun(path, inputs, touch());
  }

  @Override
  public synchronized void started(String path, Path programLog) {
    tasks.started(path, programLog, touch());
  }

  @Override
  public synchronized void failed(String path, String reason) {
    tasks.failed(path, reason, touch());
  }

  @Override
  public synchronized void ended(String path, TaskState state, Values outputs) {
    tasks.ended(path, State.valueOf(state.name()), outputs, touch());
  }

  private Timestamp touch() {
    Timestamp now = now();
    job.setUpdateTime(now);
    untold = !ended();
    return now;
  }

  private Timestamp now() {
    return Times.timestamp(clock.instant());
  }
}
