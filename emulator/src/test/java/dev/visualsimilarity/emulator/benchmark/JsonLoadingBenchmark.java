package dev.visualsimilarity.emulator.benchmark;

import dev.visualsimilarity.datapoint.Attributes;
import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.datapoint.DatapointFormat;
import dev.visualsimilarity.datapoint.DatapointReader;
import dev.visualsimilarity.datapoint.DatapointWriter;
import dev.visualsimilarity.datapoint.RecordException;
import dev.visualsimilarity.emulator.engine.DistanceMeasure;
import dev.visualsimilarity.emulator.engine.FeatureNorm;
import dev.visualsimilarity.emulator.engine.IndexSettings;
import dev.visualsimilarity.emulator.engine.IndexSnapshot;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Reads index data as JSON into the builder of an index. */
public class JsonLoadingBenchmark {
  private static final int RECORDS = 200;

  /** About 2.6 MB. */
  @State(Scope.Benchmark)
  public static class Json {
    private byte[] bytes = {};

    /** Writes the records. */
    @Setup
    public void write() throws IOException, RecordException {
      bytes = JsonLoadingBenchmark.bytes();
    }
  }

  /** Bytes of a record, on average. */
  static double bytesPerRecord() throws IOException, RecordException {
    return (double) bytes().length / RECORDS;
  }

  /** A record a count. */
  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public IndexSnapshot.Builder loadJson(Json state) throws IOException, RecordException {
    int dimensions = SyntheticEmbeddings.DIMENSIONS;
    IndexSnapshot.Builder builder =
        new IndexSnapshot.Builder(
            new IndexSettings(
                dimensions,
                DistanceMeasure.DOT_PRODUCT_DISTANCE,
                FeatureNorm.UNIT_L2_NORM,
                Optional.empty()));
    try (DatapointReader reader =
        DatapointFormat.JSON.reader(new ByteArrayInputStream(state.bytes), dimensions)) {
      for (Optional<Datapoint> next = reader.next(); next.isPresent(); next = reader.next()) {
        builder.put(next.get());
      }
    }
    return builder;
  }

  private static byte[] bytes() throws IOException, RecordException {
    float[][] vectors = new SyntheticEmbeddings().vectors(1, 0, RECORDS);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DatapointWriter writer =
        DatapointFormat.JSON.writer(bytes, SyntheticEmbeddings.DIMENSIONS)) {
      for (int i = 0; i < RECORDS; i++) {
        writer.write(new Datapoint("p" + i, vectors[i], Attributes.NONE));
      }
    }
    return bytes.toByteArray();
  }
}
