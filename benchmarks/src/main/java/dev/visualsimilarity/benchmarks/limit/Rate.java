package dev.visualsimilarity.benchmarks.limit;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * How fast work went in this process, and what it took.
 *
 * @param imagesPerSecond by the clock
 * @param cpuMillis of all threads of the process, an image: other programs on the machine change it
 *     less than the clock's rate
 */
public record Rate(double imagesPerSecond, double cpuMillis) {

  private static final double NANOS = 1e9;
  private static final double NANOS_OF_MILLI = 1e6;

  /** Work on images. */
  interface Work<E extends Exception> {

    /** Does it; returns how many images it was. */
    long run() throws E;
  }

  /** Does the work and measures it. */
  static <E extends Exception> Rate of(Work<E> work) throws E {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long cpu = system.getProcessCpuTime();
    long start = System.nanoTime();
    double images = work.run();
    long nanos = System.nanoTime() - start;
    return new Rate(
        images * NANOS / nanos, (system.getProcessCpuTime() - cpu) / NANOS_OF_MILLI / images);
  }
}
