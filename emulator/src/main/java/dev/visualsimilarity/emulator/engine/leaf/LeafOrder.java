package dev.visualsimilarity.emulator.engine.leaf;

import dev.visualsimilarity.emulator.engine.kernel.WideKernels;
import dev.visualsimilarity.emulator.engine.search.TopRows;
import java.util.Arrays;

/** The leaves in the order in which one query looks into them: the most promising first. */
final class LeafOrder {
  private final float[] dots;
  private final int[] leaves;

  /**
   * Orders all leaves.
   *
   * @param query prepared
   * @param byDotProduct whether the largest dot product is the nearest, or the smallest Euclidean
   *     distance
   */
  LeafOrder(Centers centers, float[] query, boolean byDotProduct) {
    this.dots = new float[centers.count()];
    this.leaves = new int[centers.count()];
    float[] step = new float[centers.perStep()];
    for (int from = 0; from < dots.length; from += step.length) {
      System.arraycopy(step, 0, dots, from, centers.dots(query, 1, from, step));
    }
    int[] identity = new int[dots.length];
    Arrays.setAll(identity, i -> i);
    TopRows best = new TopRows(dots.length, identity);
    for (int leaf = 0; leaf < dots.length; leaf++) {
      double nearness =
          byDotProduct
              ? centers.wide(query, 0, leaf, dots[leaf])
              : centers.nearness(query, 0, leaf, dots[leaf]);
      best.offer(leaf, WideKernels.saturated(nearness));
    }
    best.drain(leaves, new float[dots.length]);
  }

  /** The leaf at a place of the order. */
  int leaf(int place) {
    return leaves[place];
  }

  /** The dot product of the query and a leaf's centre; not finite where it left a float's range. */
  float centerDot(int leaf) {
    return dots[leaf];
  }
}
