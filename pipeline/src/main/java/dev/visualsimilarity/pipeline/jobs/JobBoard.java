package dev.visualsimilarity.pipeline.jobs;

import com.google.cloud.aiplatform.v1.PipelineJob;
import com.google.cloud.aiplatform.v1.PipelineState;
import com.google.rpc.Code;
import dev.visualsimilarity.emulator.service.ApiErrors;
import dev.visualsimilarity.emulator.service.ResourceName;
import dev.visualsimilarity.pipeline.jobs.store.ResourceFiles;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All pipeline jobs. Those that wait or run are in memory; of the others only what lists are made
 * from, all else being in their files. Thread-safe.
 */
final class JobBoard implements AutoCloseable {

  static final String COLLECTION = "pipelineJobs";

  private static final Logger log = LoggerFactory.getLogger(JobBoard.class);

  private final ResourceFiles<PipelineJob> files;
  private final JobQueue queue;
  private final ConcurrentMap<String, JobSummary> summaries = new ConcurrentSkipListMap<>();
  private final ConcurrentMap<String, JobRun> runs = new ConcurrentHashMap<>();
  private boolean closed;

  /**
   * Takes up the jobs that there are; those that had not ended have failed.
   *
   * @throws IOException if their folder cannot be read
   */
  JobBoard(ResourceFiles<PipelineJob> files, JobQueue queue) throws IOException {
    this.files = files;
    this.queue = queue;
    files.forEach(this::takeUp);
  }

  /** The name of a job that a request names. */
  static ResourceName name(String name) {
    return ResourceName.resource(name, COLLECTION);
  }

  static boolean isEnd(PipelineState state) {
    return state == PipelineState.PIPELINE_STATE_SUCCEEDED
        || state == PipelineState.PIPELINE_STATE_FAILED
        || state == PipelineState.PIPELINE_STATE_CANCELLED;
  }

  /**
   * Accepts a job, which runs when its turn comes.
   *
   * @param job PENDING, with its name
   * @param start makes its run
   */
  synchronized PipelineJob add(PipelineJob job, Function<Consumer<PipelineJob>, JobRun> start) {
    if (summaries.containsKey(job.getName())) {
      throw ApiErrors.alreadyExists("pipeline job %s already exists", job.getName());
    }
    if (closed) {
      throw ApiErrors.unavailable("the emulator is being stopped");
    }
    queue.requirePlace();
    save(job);
    JobRun run = start.apply(this::changed);
    runs.put(job.getName(), run);
    queue.add(run);
    return job;
  }

  boolean contains(String name) {
    return summaries.containsKey(name);
  }

  /** A job with all its details. */
  PipelineJob get(String name) {
    ResourceName parsed = name(name);
    JobRun run = runs.get(name);
    if (run != null) {
      return run.toProto();
    }
    if (!summaries.containsKey(name)) {
      throw ApiErrors.notFound("pipeline job %s not found", name);
    }
    try {
      return files.read(parsed);
    } catch (NoSuchFileException e) {
      throw ApiErrors.notFound("pipeline job %s has been deleted", name);
    } catch (IOException e) {
      throw ApiErrors.unavailable("the emulator cannot read its state: %s", e.getMessage());
    }
  }

  /** What lists of the jobs in a location are made from. */
  List<JobSummary> in(ResourceName location) {
    return summaries.values().stream()
        .filter(summary -> name(summary.job().getName()).isIn(location))
        .toList();
  }

  /** How many jobs of a schedule have not ended. */
  long active(String schedule) {
    return runs.keySet().stream()
        .map(summaries::get)
        .filter(summary -> summary.job().getScheduleName().equals(schedule))
        .count();
  }

  /** Begins to end a job; false if it has ended. */
  boolean cancel(String name) {
    PipelineState state = get(name).getState();
    Optional<JobRun> run = Optional.ofNullable(runs.get(name));
    run.ifPresent(
        job -> job.stop(TaskDetails.error(Code.CANCELLED, "cancelled by CancelPipelineJob")));
    return !isEnd(state);
  }

  /** Deletes a job that has ended, and its folder. */
  synchronized PipelineJob delete(String name) {
    PipelineJob job = requireEnded(name);
    try {
      files.delete(name(name));
    } catch (IOException e) {
      throw ApiErrors.unavailable("the emulator cannot delete its files: %s", e.toString());
    } finally {
      // What is left without its file would fail each list.
      if (!files.contains(name(name))) {
        summaries.remove(name);
      }
    }
    return job;
  }

  /** A job that may be deleted. */
  PipelineJob requireEnded(String name) {
    PipelineJob job = get(name);
    if (!isEnd(job.getState())) {
      throw ApiErrors.failedPrecondition(
          "pipeline job %s is in state %s; cancel it and wait for its end before you delete it",
          name, job.getState());
    }
    return job;
  }

  /** Writes down how far the jobs are that run. */
  void saveRunning() {
    runs.values().forEach(JobRun::tell);
  }

  /** Ends all that run, and accepts none any more. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    runs.values().forEach(run -> run.stop(TaskDetails.error(Code.ABORTED, InterruptedJob.MESSAGE)));
    queue.close();
  }

  private void takeUp(PipelineJob job) {
    if (isEnd(job.getState())) {
      summaries.put(job.getName(), JobSummary.of(job));
    } else {
      changed(InterruptedJob.ended(job));
    }
  }

  /** A job goes on even if it cannot be written down. */
  private void changed(PipelineJob job) {
    summaries.put(job.getName(), JobSummary.of(job));
    try {
      files.write(name(job.getName()), job);
    } catch (IOException e) {
      log.error("{} cannot be written down: {}", job.getName(), e.toString());
    }
    if (isEnd(job.getState())) {
      Optional.ofNullable(runs.remove(job.getName())).ifPresent(queue::remove);
      log.info("{}: {} {}", job.getName(), job.getState(), job.getError().getMessage());
    }
  }

  private void save(PipelineJob job) {
    try {
      files.write(name(job.getName()), job);
    } catch (IOException e) {
      throw ApiErrors.unavailable("the emulator cannot write its state: %s", e.toString());
    }
    summaries.put(job.getName(), JobSummary.of(job));
  }
}
