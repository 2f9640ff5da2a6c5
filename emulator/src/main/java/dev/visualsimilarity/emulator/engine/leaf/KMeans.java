package dev.visualsimilarity.emulator.engine.leaf;

import dev.visualsimilarity.emulator.engine.vectors.FloatMatrix;
import dev.visualsimilarity.emulator.engine.vectors.RowCursor;
import dev.visualsimilarity.emulator.engine.vectors.VectorSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/**
 * Lloyd's k-means over a sample of the rows; spherical (centres of length 1) where vectors are
 * compared at unit length. The same vectors in the same order give the same leaves, whatever the
 * number of threads: the random seed is fixed, and rows are summed in order.
 */
final class KMeans {
  private static final long SEED = 20_260_101;
  private static final int ITERATIONS = 8;
  private static final int SAMPLES_PER_LEAF = 64;

  /** From 1024 leaves on, a leaf gets a smaller share: the work grows with leaves times samples. */
  private static final int MAX_SAMPLES = 1 << 16;

  private static final int MIN_SAMPLES_PER_LEAF = 8;

  private final VectorSpace space;
  private final int leafCount;
  private final int[] sample;
  private Centers centers;

  private KMeans(VectorSpace space, int leafCount) {
    this.space = space;
    this.leafCount = leafCount;
    this.sample = sample(space.rows(), (int) Math.min(space.rows(), wanted(leafCount)));
    FloatMatrix first = new FloatMatrix(space.dimensions());
    for (int i = 0; i < leafCount; i++) {
      first.append(space.preparedRow(sample[i]));
    }
    this.centers = new Centers(first);
  }

  /**
   * Partitions all rows of a space that has at least {@code leafCount} of them.
   *
   * @throws CancellationException if the thread is interrupted
   */
  static Leaves partition(VectorSpace space, int leafCount) {
    KMeans kMeans = new KMeans(space, leafCount);
    // One leaf needs no centre but the mean.
    int iterations = leafCount == 1 ? 1 : ITERATIONS;
    for (int i = 0; i < iterations; i++) {
      requireWanted();
      kMeans.iterate();
    }
    requireWanted();
    int[] all = IntStream.range(0, space.rows()).toArray();
    return new Leaves(kMeans.centers, new Assignment(space, kMeans.centers).nearest(all));
  }

  /** Nobody waits for what an interrupted thread does. */
  private static void requireWanted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted while leaves were trained");
    }
  }

  private void iterate() {
    int[] leafOfSample = new Assignment(space, centers).nearest(sample);
    double[][] sums = new double[leafCount][space.dimensions()];
    int[] counts = new int[leafCount];
    RowCursor cursor = space.vectors().cursor();
    float[] vector = new float[space.dimensions()];
    for (int i = 0; i < sample.length; i++) {
      space.copyPrepared(cursor, sample[i], vector, 0);
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
    centers = new Centers(means);
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
        distances, i -> centers.squaredL2(space.preparedRow(sample[i]), 0, leafOfSample[i]));
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
    long most = Math.max(MAX_SAMPLES, (long) leafCount * MIN_SAMPLES_PER_LEAF);
    return Math.min(most, (long) leafCount * SAMPLES_PER_LEAF);
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
