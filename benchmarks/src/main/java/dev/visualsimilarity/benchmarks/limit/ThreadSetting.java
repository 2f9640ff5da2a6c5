package dev.visualsimilarity.benchmarks.limit;

/**
 * How a model is called.
 *
 * @param callers threads that call it
 * @param intraOp threads of one operation
 * @param interOp operations that run at a time
 */
public record ThreadSetting(int callers, int intraOp, int interOp) {

  @Override
  public String toString() {
    return "%d callers, intra_op %d, inter_op %d".formatted(callers, intraOp, interOp);
  }
}
