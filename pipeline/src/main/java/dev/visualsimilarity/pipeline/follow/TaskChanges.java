package dev.visualsimilarity.pipeline.follow;

import com.google.cloud.aiplatform.v1.PipelineTaskDetail.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is new about the tasks of a job since they were looked at last, in lines. */
final class TaskChanges {

  /** What a line told of a task. */
  private record Told(State state, int attempts) {}

  private final Map<Long, Told> told = new HashMap<>();

  /**
   * A line for each task that began, was tried again or ended; with why, if it failed. A graph that
   * ended comes after the tasks in it.
   *
   * @param tasks those of a graph after it
   */
  List<String> since(List<TaskView> tasks) {
    List<String> lines = new ArrayList<>();
    Deque<TaskView> around = new ArrayDeque<>();
    for (TaskView task : tasks) {
      while (!around.isEmpty() && around.peek().depth() >= task.depth()) {
        tell(around.pop(), lines);
      }
      if (task.graph() && task.ended()) {
        around.push(task);
      } else {
        tell(task, lines);
      }
    }
    around.forEach(task -> tell(task, lines));
    return lines;
  }

  private void tell(TaskView task, List<String> lines) {
    Told now = new Told(task.state(), task.attempts());
    boolean waits = task.state() == State.PENDING || task.state() == State.STATE_UNSPECIFIED;
    if (!waits && !now.equals(told.put(task.id(), now))) {
      lines.add(task.line());
      lines.addAll(task.reason());
    }
  }
}
