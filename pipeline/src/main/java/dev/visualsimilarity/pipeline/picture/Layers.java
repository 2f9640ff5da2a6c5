package dev.visualsimilarity.pipeline.picture;

import dev.visualsimilarity.pipeline.ir.Dag;
import dev.visualsimilarity.pipeline.ir.Task;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tasks of a graph in layers: each comes after all that it depends on. */
final class Layers {

  private Layers() {}

  /** From first to last; in a layer, tasks stand below those that they depend on. */
  static List<List<Task>> of(Dag dag) {
    Map<String, Integer> depths = new HashMap<>();
    dag.tasks().values().forEach(task -> depth(dag, task, depths));
    List<List<Task>> layers = new ArrayList<>();
    for (Task task : dag.tasks().values()) {
      int depth = depths.get(task.name());
      while (layers.size() <= depth) {
        layers.add(new ArrayList<>());
      }
      layers.get(depth).add(task);
    }
    Map<String, Double> places = new HashMap<>();
    for (List<Task> layer : layers) {
      layer.sort(Comparator.comparingDouble(task -> place(task, places)));
      for (int i = 0; i < layer.size(); i++) {
        places.put(layer.get(i).name(), (i + 0.5) / layer.size());
      }
    }
    return layers;
  }

  private static int depth(Dag dag, Task task, Map<String, Integer> depths) {
    Integer known = depths.get(task.name());
    if (known != null) {
      return known;
    }
    int depth = 0;
    for (String name : task.dependentTasks()) {
      depth = Math.max(depth, depth(dag, dag.tasks().get(name), depths) + 1);
    }
    depths.put(task.name(), depth);
    return depth;
  }

  /** The middle of those before, from 0 (left) to 1 (right). */
  private static double place(Task task, Map<String, Double> places) {
    return task.dependentTasks().stream().mapToDouble(places::get).average().orElse(0.5);
  }
}
