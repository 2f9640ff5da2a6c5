package dev.visualsimilarity.emulator.engine.leaf;

import dev.visualsimilarity.emulator.engine.vectors.FloatMatrix;
import dev.visualsimilarity.emulator.engine.vectors.VectorSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Lloyd's k-means over a sample of the rows; spherical (centres of length 1) where vectors are
 * compared at unit length. The same vectors in the same order give the same leaves on every
 * machine: the random seed is fixed, and rows are summed in order.
 */
final class KMeans {
  private static final long SEED = 20_260_101;
  private static final int SAMPLES_PER_LEAF = 64;
  private static final int ITERATIONS = 8;

  private final VectorSpace space;
  private final int leafCount;
  private final int[] sample;
  private FloatMatrix centers;
  private double[] halfSquaredLengths;

  private KMeans(VectorSpace space, int leafCount) {
    this.space = space;
    this.leafCount = leafCount;
    this.sample = sample(space.rows(), (int) Math.min(space.rows(), wanted(leafCount)));
  }

  /** Partitions all rows of a space that has at least {@code leafCount} of them. */
  static Leaves partition(VectorSpace space, int leafCount) {
    KMeans kMeans = new KMeans(space, leafCount);
    kMeans.train();
    int[] all = IntStream.range(0, space.rows()).toArray();
    return new Leaves(kMeans.centers, kMeans.assign(all));
  }

  private void train() {
    FloatMatrix first = new FloatMatrix(space.dimensions());
    for (int i = 0; i < leafCount; i++) {
      first.append(space.preparedRow(sample[i]));
    }
    replaceCenters(first);
    // One leaf needs no centre but the mean.
    int iterations = leafCount == 1 ? 1 : ITERATIONS;
    for (int i = 0; i < iterations; i++) {
      replaceCenters(means(assign(sample)));
    }
  }

  private void replaceCenters(FloatMatrix newCenters) {
    centers = newCenters;
    halfSquaredLengths = Leaves.halfSquaredLengths(newCenters);
  }

  /** The nearest centre of each row. */
  private int[] assign(int[] rows) {
    int[] leaves = new int[rows.length];
    IntStream.range(0, rows.length)
        .parallel()
        .forEach(
            i -> {
              double best = Double.NEGATIVE_INFINITY;
              for (int leaf = 0; leaf < leafCount; leaf++) {
                // Only centres are compared for one row, so that its own length may be left out.
                double score =
                    space.scorer().dot(centers.block(leaf), centers.offset(leaf), rows[i])
                        - halfSquaredLengths[leaf];
                if (score > best) {
                  best = score;
                  leaves[i] = leaf;
                }
              }
            });
    return leaves;
  }

  private FloatMatrix means(int[] leafOfSample) {
    double[][] sums = new double[leafCount][space.dimensions()];
    int[] counts = new int[leafCount];
    for (int i = 0; i < sample.length; i++) {
      float[] vector = space.preparedRow(sample[i]);
      double[] sum = sums[leafOfSample[i]];
      for (int d = 0; d < vector.length; d++) {
        sum[d] += vector[d];
      }
      counts[leafOfSample[i]]++;
    }
    Iterator<float[]> farthest =
        farthest(leafOfSample, (int) Arrays.stream(counts).filter(count -> count == 0).count())
            .iterator();
    FloatMatrix means = new FloatMatrix(space.dimensions());
    for (int leaf = 0; leaf < leafCount; leaf++) {
      means.append(counts[leaf] == 0 ? farthest.next() : mean(sums[leaf], counts[leaf]));
    }
    return means;
  }

  private float[] mean(double[] sum, int count) {
    float[] mean = new float[sum.length];
    for (int d = 0; d < mean.length; d++) {
      mean[d] = (float) (sum[d] / count);
    }
    return space.unitLength() ? space.prepared(mean) : mean;
  }

  /**
   * Centres for empty leaves: one after the other, the sample that is farthest from its centre and
   * from those taken before it.
   */
  private List<float[]> farthest(int[] leafOfSample, int count) {
    List<float[]> taken = new ArrayList<>(count);
    if (count == 0) {
      return taken;
    }
    double[] distances = new double[sample.length];
    Arrays.parallelSetAll(
        distances,
        i -> {
          int leaf = leafOfSample[i];
          return space.scorer().squaredL2(centers.block(leaf), centers.offset(leaf), sample[i]);
        });
    while (taken.size() < count) {
      int worst = largest(distances);
      float[] center = space.preparedRow(sample[worst]);
      taken.add(center);
      if (distances[worst] > 0) {
        double[] before = distances.clone();
        Arrays.parallelSetAll(
            distances, i -> Math.min(before[i], space.scorer().squaredL2(center, 0, sample[i])));
      }
      distances[worst] = -1;
    }
    return taken;
  }

  private static int largest(double[] values) {
    int largest = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[largest]) {
        largest = i;
      }
    }
    return largest;
  }

  private static long wanted(int leafCount) {
    return (long) leafCount * SAMPLES_PER_LEAF;
  }

  /** The first {@code count} of all rows, shuffled. */
  private static int[] sample(int rows, int count) {
    SplittableRandom random = new SplittableRandom(SEED);
    int[] shuffled = IntStream.range(0, rows).toArray();
    for (int i = 0; i < count; i++) {
      int j = random.nextInt(i, rows);
      int row = shuffled[i];
      shuffled[i] = shuffled[j];
      shuffled[j] = row;
    }
    return Arrays.copyOf(shuffled, count);
  }
}
