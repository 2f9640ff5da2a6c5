package dev.visualsimilarity.emulator.benchmark;

import com.spotify.voyager.jni.Index;
import dev.visualsimilarity.emulator.engine.IndexSnapshot;
import dev.visualsimilarity.emulator.engine.Neighbor;
import dev.visualsimilarity.emulator.engine.Query;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Builds the indexes of one number of vectors, with all cores, and finds out their recall. */
final class Builds {
  static final List<Long> EFS = List.of(20L, 50L);

  private final PreparedIndexes indexes;
  private final double rawBytes;
  private final long othersBytes;
  private final Table table =
      new Table("index", "build, s", "heap after build", "heap when opened");
  private final Map<String, Double> recalls = new HashMap<>();

  private Builds(PreparedIndexes indexes, int rows) {
    this.indexes = indexes;
    this.rawBytes = (double) rows * SyntheticEmbeddings.DIMENSIONS * Float.BYTES;
    this.othersBytes = heapBytes();
  }

  static Builds of(
      PreparedIndexes indexes, int rows, List<Integer> leafSizes, List<Double> fractions)
      throws IOException {
    Builds builds = new Builds(indexes, rows);
    List<Set<Integer>> truth = builds.exact();
    for (int leafSize : leafSizes) {
      builds.leaves(leafSize, fractions, truth);
    }
    builds.graph(truth);
    return builds;
  }

  /**
   * Seconds and memory; memory as a multiple of the vectors as float32, without what the heap held
   * before there was an index.
   */
  Table table() {
    return table;
  }

  double recall(int leafSize, double fraction) {
    return recalls.get(leafSize + "/" + fraction);
  }

  double recall(long ef) {
    return recalls.get("ef " + ef);
  }

  private List<Set<Integer>> exact() throws IOException {
    IndexSnapshot.Builder builder = indexes.exactBuilder();
    long start = System.nanoTime();
    IndexSnapshot built = builder.build();
    double seconds = secondsSince(start);
    builder = null;
    String heap = heap();
    indexes.saveExact(built);
    built = null;
    IndexSnapshot opened = indexes.exact();
    table.row("exact", "%.1f".formatted(seconds), heap, heap());
    return rows(opened.search(indexes.queries()));
  }

  private void leaves(int leafSize, List<Double> fractions, List<Set<Integer>> truth)
      throws IOException {
    IndexSnapshot.Builder builder = indexes.leafBuilder(leafSize);
    long start = System.nanoTime();
    IndexSnapshot built = builder.build();
    double seconds = secondsSince(start);
    builder = null;
    String heap = heap();
    indexes.saveLeaves(built, leafSize);
    built = null;
    IndexSnapshot opened = indexes.leaves(leafSize);
    table.row("leaves of " + leafSize, "%.1f".formatted(seconds), heap, heap());
    for (double fraction : fractions) {
      List<Query> queries =
          indexes.queries().stream().map(query -> query.withLeafFraction(fraction)).toList();
      recalls.put(leafSize + "/" + fraction, recall(rows(opened.search(queries)), truth));
    }
  }

  private void graph(List<Set<Integer>> truth) throws IOException {
    long start = System.nanoTime();
    indexes.buildGraph();
    table.row("graph, and its vectors made", "%.1f".formatted(secondsSince(start)), "", "");
    try (Index graph = indexes.graph()) {
      for (long ef : EFS) {
        List<Set<Integer>> found =
            Arrays.stream(indexes.queryVectors())
                .map(vector -> graph.query(vector, PreparedIndexes.NEIGHBORS, ef).getLabels())
                .map(labels -> Arrays.stream(labels).mapToObj(l -> (int) l))
                .map(labels -> labels.collect(Collectors.toSet()))
                .toList();
        recalls.put("ef " + ef, recall(found, truth));
      }
    }
  }

  private static List<Set<Integer>> rows(List<List<Neighbor>> results) {
    return results.stream()
        .map(list -> list.stream().map(Neighbor::row).collect(Collectors.toSet()))
        .toList();
  }

  private static double recall(List<Set<Integer>> found, List<Set<Integer>> truth) {
    int hits = 0;
    for (int i = 0; i < truth.size(); i++) {
      hits += (int) found.get(i).stream().filter(truth.get(i)::contains).count();
    }
    return (double) hits / (truth.size() * PreparedIndexes.NEIGHBORS);
  }

  private String heap() {
    return "%.2f x".formatted((heapBytes() - othersBytes) / rawBytes);
  }

  private static long heapBytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
