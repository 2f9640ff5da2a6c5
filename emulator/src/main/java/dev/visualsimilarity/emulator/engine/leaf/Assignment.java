package dev.visualsimilarity.emulator.engine.leaf;

import dev.visualsimilarity.emulator.engine.vectors.RowCursor;
import dev.visualsimilarity.emulator.engine.vectors.VectorSpace;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Finds the nearest centre of each of many rows, a group of rows at a time. */
final class Assignment {
  private static final int ROWS_PER_GROUP = 16;

  private final VectorSpace space;
  private final Centers centers;

  Assignment(VectorSpace space, Centers centers) {
    this.space = space;
    this.centers = centers;
  }

  /** The nearest centre of each row; of equally near ones, the first. */
  int[] nearest(int[] rows) {
    int[] leaves = new int[rows.length];
    IntStream.range(0, (rows.length + ROWS_PER_GROUP - 1) / ROWS_PER_GROUP)
        .parallel()
        .forEach(group -> assign(rows, group * ROWS_PER_GROUP, leaves));
    return leaves;
  }

  private void assign(int[] rows, int from, int[] leaves) {
    int count = Math.min(ROWS_PER_GROUP, rows.length - from);
    int dimensions = space.dimensions();
    float[] vectors = new float[count * dimensions];
    RowCursor cursor = space.vectors().cursor();
    for (int i = 0; i < count; i++) {
      space.copyPrepared(cursor, rows[from + i], vectors, i * dimensions);
    }
    double[] best = new double[count];
    Arrays.fill(best, Double.NEGATIVE_INFINITY);
    float[] dots = new float[count * centers.perStep()];
    for (int first = 0; first < centers.count(); first += centers.perStep()) {
      int step = centers.dots(vectors, count, first, dots);
      for (int i = 0; i < count; i++) {
        for (int c = 0; c < step; c++) {
          double nearness =
              centers.nearness(vectors, i * dimensions, first + c, dots[i * step + c]);
          if (nearness > best[i]) {
            best[i] = nearness;
            leaves[from + i] = first + c;
          }
        }
      }
    }
  }
}
