package dev.visualsimilarity.benchmarks.experiment;

import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.datapoint.DatapointFormat;
import dev.visualsimilarity.datapoint.DatapointWriter;
import dev.visualsimilarity.datapoint.RecordException;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;

/** The CPU time of writing embeddings as JSON. */
final class JsonWriting {

  private static final double NANOS = 1e9;

  private JsonWriting() {}

  /** Writes the embeddings once more, to nowhere, and returns what this thread took for it. */
  static double cpuSeconds(List<Datapoint> datapoints) throws IOException {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    try (DatapointWriter writer =
        DatapointFormat.JSON.writer(
            OutputStream.nullOutputStream(), datapoints.get(0).vector().length)) {
      for (Datapoint datapoint : datapoints) {
        writer.write(datapoint);
      }
    } catch (RecordException e) {
      throw new IOException("an embedding that cannot be written", e);
    }
    return (threads.getCurrentThreadCpuTime() - start) / NANOS;
  }
}
