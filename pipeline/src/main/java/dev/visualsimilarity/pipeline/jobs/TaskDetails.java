package dev.visualsimilarity.pipeline.jobs;

import com.google.cloud.aiplatform.v1.Execution;
import com.google.cloud.aiplatform.v1.PipelineJobDetail;
import com.google.cloud.aiplatform.v1.PipelineTaskDetail;
import com.google.cloud.aiplatform.v1.PipelineTaskDetail.PipelineTaskStatus;
import com.google.cloud.aiplatform.v1.PipelineTaskDetail.State;
import com.google.cloud.aiplatform.v1.PipelineTaskExecutorDetail.ContainerDetail;
import com.google.protobuf.Timestamp;
import com.google.rpc.Code;
import com.google.rpc.Status;
import dev.visualsimilarity.emulator.service.ResourceName;
import dev.visualsimilarity.pipeline.run.Values;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The tasks of a job as {@code jobDetail.taskDetails} shows them, by path (see {@link
 * dev.visualsimilarity.pipeline.run.RunListener}); the empty path is the pipeline itself, a task
 * named like the job. Values of parameters are {@code input:NAME} and {@code output:NAME} of a
 * task's {@code execution.metadata}, where also {@code log} is, the path of what its program
 * printed. Not thread-safe.
 */
final class TaskDetails {

  static final String ROOT = "";

  private static final long LOWEST_ID = 1_000_000_000_000_000_000L;

  private final ResourceName job;
  private final Map<String, PipelineTaskDetail.Builder> tasks = new LinkedHashMap<>();

  TaskDetails(ResourceName job) {
    this.job = job;
  }

  PipelineJobDetail toProto() {
    PipelineJobDetail.Builder detail = PipelineJobDetail.newBuilder();
    tasks.values().forEach(task -> detail.addTaskDetails(task.build()));
    return detail.build();
  }

  /** A task that is known to come, or that has been seen before. */
  PipelineTaskDetail.Builder task(String path, Timestamp now) {
    PipelineTaskDetail.Builder known = tasks.get(path);
    if (known != null) {
      return known;
    }
    long id = ThreadLocalRandom.current().nextLong(LOWEST_ID, Long.MAX_VALUE);
    PipelineTaskDetail.Builder task =
        PipelineTaskDetail.newBuilder()
            .setTaskId(id)
            .setTaskName(path.equals(ROOT) ? job.id() : name(path))
            .setTaskUniqueName(path.equals(ROOT) ? job.id() : path)
            .setCreateTime(now)
            .setExecution(
                Execution.newBuilder()
                    .setName(location() + "/metadataStores/default/executions/" + id)
                    .setCreateTime(now));
    if (path.contains(".")) {
      task.setParentTaskId(task(parent(path), now).getTaskId());
    }
    tasks.put(path, task);
    setState(task, State.PENDING, now);
    return task;
  }

  /** A task has its inputs; what it is inside of runs. */
  void begun(String path, Values inputs, Timestamp now) {
    PipelineTaskDetail.Builder task = task(path, now);
    for (String around = path; !around.equals(ROOT); ) {
      around = around.contains(".") ? parent(around) : ROOT;
      PipelineTaskDetail.Builder graph = task(around, now);
      run(graph, now);
      graph
          .getExecutionBuilder()
          .setSchemaTitle(around.equals(ROOT) ? "system.Run" : "system.DagExecution");
    }
    task.putAllInputs(TaskValues.artifacts(inputs));
    TaskValues.putParameters(task, "input:", inputs);
  }

  /** The program of a task runs, for the first time or again. */
  void started(String path, Path log, Timestamp now) {
    PipelineTaskDetail.Builder task = task(path, now);
    run(task, now);
    task.getExecutionBuilder()
        .setSchemaTitle("system.ContainerExecution")
        .getMetadataBuilder()
        .putFields("log", Structs.text(log.toString()));
    ContainerDetail.Builder program = task.getExecutorDetailBuilder().getContainerDetailBuilder();
    if (!program.getMainJob().isEmpty()) {
      program.addFailedMainJobs(program.getMainJob());
    }
    String job = location() + "/customJobs/" + task.getTaskId();
    int tries = program.getFailedMainJobsCount();
    program.setMainJob(tries == 0 ? job : job + "-" + (tries + 1));
  }

  void failed(String path, String reason, Timestamp now) {
    task(path, now).setError(error(Code.FAILED_PRECONDITION, reason));
  }

  void ended(String path, State state, Values outputs, Timestamp now) {
    PipelineTaskDetail.Builder task = task(path, now);
    if (state == State.FAILED && !task.hasError()) {
      failed(path, "tasks that failed: " + String.join(", ", failedIn(path)), now);
    }
    task.putAllOutputs(TaskValues.artifacts(outputs));
    TaskValues.putParameters(task, "output:", outputs);
    setState(task, state, now);
    task.setEndTime(now);
  }

  /** Says of all tasks that run that they are being ended. */
  void cancelling(Timestamp now) {
    tasks.values().stream()
        .filter(task -> task.getState() == State.RUNNING)
        .forEach(task -> setState(task, State.CANCELLING, now));
  }

  /** Ends all tasks that have not ended. */
  void endAll(State started, State notStarted, Timestamp now) {
    for (PipelineTaskDetail.Builder task : tasks.values()) {
      if (!task.hasEndTime()) {
        setState(task, task.hasStartTime() ? started : notStarted, now);
        task.setEndTime(now);
      }
    }
  }

  /** The innermost tasks in a task that have failed. */
  List<String> failedIn(String path) {
    List<String> failed = new ArrayList<>();
    tasks.forEach(
        (other, task) -> {
          boolean inside = path.equals(ROOT) ? !other.equals(ROOT) : other.startsWith(path + ".");
          if (inside && task.getState() == State.FAILED) {
            failed.removeIf(around -> other.startsWith(around + "."));
            failed.add(other);
          }
        });
    return failed;
  }

  /** What failed first for a reason of its own, in words; empty if nothing did. */
  String firstReason() {
    return failedIn(ROOT).stream()
        .map(path -> tasks.get(path).getError().getMessage())
        .findFirst()
        .orElse("");
  }

  static Status error(Code code, String message) {
    return Status.newBuilder().setCode(code.getNumber()).setMessage(message).build();
  }

  private static void run(PipelineTaskDetail.Builder task, Timestamp now) {
    if (!task.hasStartTime()) {
      task.setStartTime(now);
      setState(task, State.RUNNING, now);
    }
  }

  private static void setState(PipelineTaskDetail.Builder task, State state, Timestamp now) {
    task.setState(state);
    PipelineTaskStatus.Builder status = task.addPipelineTaskStatusBuilder();
    status.setUpdateTime(now).setState(state);
    if (task.hasError()) {
      status.setError(task.getError());
    }
    task.getExecutionBuilder()
        .setUpdateTime(now)
        .setState(
            switch (state) {
              case RUNNING, CANCELLING -> Execution.State.RUNNING;
              case SUCCEEDED -> Execution.State.COMPLETE;
              case FAILED -> Execution.State.FAILED;
              case CANCELLED -> Execution.State.CANCELLED;
              default -> Execution.State.NEW;
            });
  }

  private static String parent(String path) {
    return path.substring(0, path.lastIndexOf('.'));
  }

  /** Iterations of a loop are called by the loop and their number: {@code for-each-shard-3}. */
  private static String name(String path) {
    String last = path.substring(path.lastIndexOf('.') + 1);
    return path.contains(".") && last.matches("\\d+") ? name(parent(path)) + "-" + last : last;
  }

  private String location() {
    return "projects/%s/locations/%s".formatted(job.project(), job.location());
  }
}
