package dev.visualsimilarity.benchmarks.component;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Looks at a process while it runs: its CPU time, and its peak of memory where the system is Linux.
 * What happens in the last hundredth of a second is not seen.
 */
final class ProcessWatch {

  private static final long INTERVAL_MILLIS = 10;
  private static final long KIB = 1024;
  private static final double NANOS = 1e9;

  private final Process process;
  private Duration cpu = Duration.ZERO;
  private long peakBytes;

  ProcessWatch(Process process) {
    this.process = process;
  }

  /** Waits for the end of the process and returns its exit code; ends it when interrupted. */
  int waitFor() throws IOException {
    try {
      while (!process.waitFor(INTERVAL_MILLIS, TimeUnit.MILLISECONDS)) {
        look();
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a component ran", e);
    } finally {
      process.destroy();
    }
  }

  double cpuSeconds() {
    return cpu.toNanos() / NANOS;
  }

  long peakBytes() {
    return peakBytes;
  }

  private void look() {
    process.info().totalCpuDuration().ifPresent(time -> cpu = time);
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    try {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("VmHWM:")) {
          peakBytes = KIB * Long.parseLong(line.replaceAll("\\D", ""));
        }
      }
    } catch (IOException e) {
      // Not Linux, or the process has just ended: what was seen before counts.
      return;
    }
  }
}
