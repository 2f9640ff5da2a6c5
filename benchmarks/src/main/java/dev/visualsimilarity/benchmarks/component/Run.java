package dev.visualsimilarity.benchmarks.component;

import com.google.gson.JsonObject;

/**
 * A run of a component that succeeded.
 *
 * @param seconds from its start to its end
 * @param cpuSeconds that its process took meanwhile
 * @param peakBytes the most memory that its process held (VmHWM); 0 where that is not known
 * @param metrics what the component says of itself
 */
public record Run(double seconds, double cpuSeconds, long peakBytes, JsonObject metrics) {

  /** A figure of the component's own. */
  public double metric(String name) {
    return metrics.get(name).getAsDouble();
  }
}
