package dev.visualsimilarity.emulator.engine.exact;

import dev.visualsimilarity.emulator.engine.search.Search;
import dev.visualsimilarity.emulator.engine.search.TopRows;
import dev.visualsimilarity.emulator.engine.search.VectorIndex;
import dev.visualsimilarity.emulator.engine.vectors.VectorSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.stream.IntStream;

/**
 * Compares every query with every row that its filter lets through. Queries share passes over the
 * rows; passes, and parts of a pass, run on all threads of the pool that the caller is in.
 */
public final class ExactIndex implements VectorIndex {
  private static final int QUERIES_PER_PASS = 16;

  /** Less is not worth a task of its own: about half a millisecond. */
  private static final long FLOATS_PER_TASK = 1 << 20;

  private final VectorSpace space;
  private final int[] rankOfRow;

  /** Searches a space; equally near rows are ordered by {@code rankOfRow}. */
  public ExactIndex(VectorSpace space, int[] rankOfRow) {
    this.space = space;
    this.rankOfRow = rankOfRow;
  }

  @Override
  public List<TopRows> candidates(List<Search> searches) {
    int passes = (searches.size() + QUERIES_PER_PASS - 1) / QUERIES_PER_PASS;
    int parts = parts(passes);
    List<List<TopRows>> results =
        IntStream.range(0, passes * parts)
            .parallel()
            .mapToObj(task -> scan(searches, task / parts, task % parts, parts))
            .toList();
    List<TopRows> merged = new ArrayList<>(searches.size());
    for (int pass = 0; pass < passes; pass++) {
      List<TopRows> tops = results.get(pass * parts);
      for (int part = 1; part < parts; part++) {
        for (int i = 0; i < tops.size(); i++) {
          tops.get(i).addAll(results.get(pass * parts + part).get(i));
        }
      }
      merged.addAll(tops);
    }
    return merged;
  }

  private List<TopRows> scan(List<Search> searches, int pass, int part, int parts) {
    int first = pass * QUERIES_PER_PASS;
    List<Search> together =
        searches.subList(first, Math.min(searches.size(), first + QUERIES_PER_PASS));
    RowScan scan = new RowScan(space, together, rankOfRow);
    int blocks = (space.rows() + scan.rowsPerStep() - 1) / scan.rowsPerStep();
    long from = (long) blocks * part / parts * scan.rowsPerStep();
    long to = (long) blocks * (part + 1) / parts * scan.rowsPerStep();
    return scan.scan((int) from, (int) Math.min(space.rows(), to));
  }

  /** Into how many parts the rows are cut, so that few queries keep all threads busy, too. */
  private int parts(int passes) {
    ForkJoinPool pool = ForkJoinTask.getPool();
    // Outside of a pool, the caller works along with the common one.
    int threads =
        pool == null ? ForkJoinPool.getCommonPoolParallelism() + 1 : pool.getParallelism();
    long most = Math.max(1, (long) space.rows() * space.dimensions() / FLOATS_PER_TASK);
    return (int) Math.min(most, Math.max(1, threads / Math.max(1, passes)));
  }
}
