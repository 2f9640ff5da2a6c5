package dev.visualsimilarity.pipeline.follow;

import com.google.cloud.aiplatform.v1.PipelineJob;
import com.google.cloud.aiplatform.v1.PipelineTaskDetail;
import com.google.cloud.aiplatform.v1.PipelineTaskExecutorDetail;
import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import com.google.protobuf.util.Timestamps;
import dev.visualsimilarity.pipeline.client.ConsoleLinks;
import dev.visualsimilarity.vertexai.ResourceNames;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tasks of a job, whose details the service gives as a list with the parent of each: a task of
 * a graph has the graph's task as its parent, an iteration of a loop the loop's. Vertex AI lists
 * the job itself as the parent of all.
 */
public final class TaskTree {

  private static final String RUN_SCHEMA = "system.Run";
  private static final String LOG = "log";

  private final Map<Long, PipelineTaskDetail> details = new LinkedHashMap<>();
  private final Map<Long, Integer> numbers = new HashMap<>();
  private final Set<Long> parents = new HashSet<>();
  private final PipelineJob job;
  private final Instant now;

  private TaskTree(PipelineJob job, Instant now) {
    this.job = job;
    this.now = now;
    Map<String, List<Long>> siblings = new LinkedHashMap<>();
    for (PipelineTaskDetail detail : job.getJobDetail().getTaskDetailsList()) {
      details.put(detail.getTaskId(), detail);
      parents.add(detail.getParentTaskId());
      siblings
          .computeIfAbsent(
              detail.getParentTaskId() + "/" + detail.getTaskName(), key -> new ArrayList<>())
          .add(detail.getTaskId());
    }
    for (List<Long> same : siblings.values()) {
      for (int i = 0; i < same.size() && same.size() > 1; i++) {
        numbers.put(same.get(i), i + 1);
      }
    }
  }

  /**
   * The tasks in the service's order, those of a graph after it.
   *
   * @param now ends the time of those that run
   */
  public static List<TaskView> of(PipelineJob job, Instant now) {
    TaskTree tree = new TaskTree(job, now);
    List<TaskView> views = new ArrayList<>();
    tree.details.values().stream()
        .filter(detail -> !tree.details.containsKey(detail.getParentTaskId()))
        .forEach(detail -> tree.collect(detail, 0, views));
    return views;
  }

  private void collect(PipelineTaskDetail detail, int depth, List<TaskView> views) {
    if (!isJob(job, detail)) {
      views.add(view(detail, depth));
    }
    details.values().stream()
        .filter(child -> child.getParentTaskId() == detail.getTaskId())
        .forEach(child -> collect(child, depth + 1, views));
  }

  private TaskView view(PipelineTaskDetail detail, int depth) {
    PipelineTaskExecutorDetail executor = detail.getExecutorDetail();
    String main = executor.getContainerDetail().getMainJob();
    String program = main.isEmpty() ? executor.getCustomJobDetail().getJob() : main;
    return new TaskView(
        detail.getTaskId(),
        name(detail),
        depth,
        detail.getState(),
        elapsed(detail),
        executor.getContainerDetail().getFailedMainJobsCount()
            + executor.getCustomJobDetail().getFailedJobsCount(),
        detail.getError().getMessage().strip(),
        file(detail)
            .or(() -> Optional.of(program).filter(name -> !name.isEmpty()).map(ConsoleLinks::log)),
        parents.contains(detail.getTaskId()));
  }

  /** The log of a program that ran on this machine: only the project's emulator tells it. */
  private static Optional<String> file(PipelineTaskDetail detail) {
    return Optional.ofNullable(detail.getExecution().getMetadata().getFieldsMap().get(LOG))
        .map(Value::getStringValue);
  }

  private String name(PipelineTaskDetail detail) {
    Integer number = numbers.get(detail.getTaskId());
    String own = detail.getTaskName() + (number == null ? "" : " [" + number + "]");
    PipelineTaskDetail parent = details.get(detail.getParentTaskId());
    if (parent == null || isJob(job, parent)) {
      return own;
    }
    // An iteration is called by its loop and a number: the loop need not be said twice.
    boolean iteration = own.startsWith(parent.getTaskName() + "-");
    String around = name(parent);
    return iteration
        ? around.substring(0, around.length() - last(around).length()) + own
        : around + "/" + own;
  }

  private static String last(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /** Whether the details are those of the job itself. */
  static boolean isJob(PipelineJob job, PipelineTaskDetail detail) {
    return detail.getParentTaskId() == 0
        && (detail.getTaskName().equals(ResourceNames.id(job.getName()))
            || detail.getExecution().getSchemaTitle().equals(RUN_SCHEMA));
  }

  private Duration elapsed(PipelineTaskDetail detail) {
    if (!detail.hasStartTime()) {
      return Duration.ZERO;
    }
    Instant end = detail.hasEndTime() ? instant(detail.getEndTime()) : now;
    Duration elapsed = Duration.between(instant(detail.getStartTime()), end);
    return elapsed.isNegative() ? Duration.ZERO : elapsed;
  }

  private static Instant instant(Timestamp time) {
    return Instant.ofEpochMilli(Timestamps.toMillis(time));
  }
}
