package dev.visualsimilarity.pipeline.run;

import java.nio.file.Path;

/**
 * Where in a run a graph is carried out.
 *
 * @param folder below which its tasks have their folders
 * @param prefix begins the names of its tasks in messages
 * @param suffix ends them
 * @param path of the task or iteration that the graph is; empty for the pipeline itself
 */
record Scope(Path folder, String prefix, String suffix, String path) {

  static Scope root(Path folder) {
    return new Scope(folder, "", "", "");
  }

  /** How a task of this graph is called. */
  String label(String task) {
    return prefix + task + suffix;
  }

  /** The path of a task of this graph; see {@link RunListener}. */
  String path(String task) {
    return path.isEmpty() ? task : path + "." + task;
  }

  /** The graph that a task of this one is. */
  Scope inside(String task) {
    return new Scope(folder.resolve(task), prefix + task + "/", suffix, path(task));
  }

  /** The graph of one iteration of a task; its tasks keep short names, the loop's is left out. */
  Scope iteration(String task, int number, int count) {
    Path iteration = folder.resolve(task).resolve(String.valueOf(number));
    return new Scope(
        iteration,
        prefix,
        "%s [%d/%d]".formatted(suffix, number, count),
        path(task) + "." + number);
  }
}
