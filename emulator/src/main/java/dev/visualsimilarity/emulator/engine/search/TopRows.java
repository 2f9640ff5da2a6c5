package dev.visualsimilarity.emulator.engine.search;

/**
 * The best rows seen, best first: larger score, then smaller rank. A binary heap of primitives with
 * the worst of the kept rows on top. Not thread-safe.
 */
public final class TopRows {
  private final int capacity;
  private final int[] rankOfRow;
  private final float[] scores;
  private final int[] rows;
  private int size;

  /** Keeps at most {@code capacity} rows; equal scores are ordered by {@code rankOfRow}. */
  public TopRows(int capacity, int[] rankOfRow) {
    this.capacity = capacity;
    this.rankOfRow = rankOfRow;
    this.scores = new float[capacity];
    this.rows = new int[capacity];
  }

  /** How many rows are kept now. */
  public int size() {
    return size;
  }

  /** Keeps a row if it is better than the worst that is kept. */
  public void offer(int row, float score) {
    if (size < capacity) {
      scores[size] = score;
      rows[size] = row;
      siftUp(size++);
    } else if (better(score, row, scores[0], rows[0])) {
      scores[0] = score;
      rows[0] = row;
      siftDown(0);
    }
  }

  /** Keeps the best rows of this and the other. */
  public void addAll(TopRows other) {
    for (int i = 0; i < other.size; i++) {
      offer(other.rows[i], other.scores[i]);
    }
  }

  /** Empties the heap, best first, into {@code rowsOut} and {@code scoresOut}. */
  public int drain(int[] rowsOut, float[] scoresOut) {
    int count = size;
    for (int i = count - 1; i >= 0; i--) {
      rowsOut[i] = rows[0];
      scoresOut[i] = scores[0];
      size--;
      rows[0] = rows[size];
      scores[0] = scores[size];
      siftDown(0);
    }
    return count;
  }

  private boolean better(float score, int row, float otherScore, int otherRow) {
    return score > otherScore || (score == otherScore && rankOfRow[row] < rankOfRow[otherRow]);
  }

  private void siftUp(int start) {
    int i = start;
    while (i > 0) {
      int parent = (i - 1) >>> 1;
      if (!better(scores[parent], rows[parent], scores[i], rows[i])) {
        return;
      }
      swap(i, parent);
      i = parent;
    }
  }

  private void siftDown(int start) {
    int i = start;
    while (true) {
      int worst = i;
      for (int child = 2 * i + 1; child <= 2 * i + 2 && child < size; child++) {
        if (better(scores[worst], rows[worst], scores[child], rows[child])) {
          worst = child;
        }
      }
      if (worst == i) {
        return;
      }
      swap(i, worst);
      i = worst;
    }
  }

  private void swap(int i, int j) {
    float score = scores[i];
    scores[i] = scores[j];
    scores[j] = score;
    int row = rows[i];
    rows[i] = rows[j];
    rows[j] = row;
  }
}
