package dev.visualsimilarity.pipeline.run;

/**
 * What a run may use of this machine.
 *
 * @param parallelism how many programs run at once, at most; 1 or more
 * @param retries how often a task that failed is tried again, at most, whatever its retryPolicy
 */
public record RunLimits(int parallelism, int retries) {

  /** As often as the policies of the tasks say. */
  public static RunLimits ofParallelism(int parallelism) {
    return new RunLimits(parallelism, Integer.MAX_VALUE);
  }
}
