package dev.visualsimilarity.datapoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

class AvroDatapointWriterTest {
  private static final float[] VECTOR = {7f, -8.1f};

  @Test
  void writesRecordsThatAvroReads() throws IOException, RecordException {
    Attributes attributes =
        new Attributes(
            List.of(
                new Restrict("colour", List.of("red", "blue"), List.of("purple")),
                new Restrict("shape", List.of(), List.of("round"))),
            List.of(
                new NumericRestrict("size", -3L),
                new NumericRestrict("ratio", 0.1f),
                new NumericRestrict("weight", 0.3)),
            Optional.of("tèst"));
    byte[] file =
        write(new Datapoint("6", VECTOR, attributes), new Datapoint("7", VECTOR, Attributes.NONE));

    assertThat(read(file))
        .containsExactly(
            """
            {"id": "6", "embedding": [7.0, -8.1], "sparse_embedding": null, \
            "restricts": [\
            {"namespace": "colour", "allow": ["red", "blue"], "deny": ["purple"]}, \
            {"namespace": "shape", "allow": null, "deny": ["round"]}], \
            "numeric_restricts": [\
            {"namespace": "size", "value_int": -3, "value_float": null, "value_double": null}, \
            {"namespace": "ratio", "value_int": null, "value_float": 0.1, "value_double": null}, \
            {"namespace": "weight", "value_int": null, "value_float": null, "value_double": 0.3}], \
            "crowding_tag": "tèst"}""",
            """
            {"id": "7", "embedding": [7.0, -8.1], "sparse_embedding": null, "restricts": null, \
            "numeric_restricts": null, "crowding_tag": null}""");
  }

  @Test
  void equalRecordsGiveEqualFiles() throws IOException, RecordException {
    Datapoint datapoint = new Datapoint("6", VECTOR, Attributes.NONE);
    assertThat(write(datapoint)).isEqualTo(write(datapoint));
  }

  @Test
  void refusesAnIntegerForWhichTheSchemaHasNoPlaceAndGoesOn() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Datapoint large =
        new Datapoint(
            "mug",
            VECTOR,
            new Attributes(
                List.of(), List.of(new NumericRestrict("stock", 1L << 31)), Optional.empty()));
    try (DatapointWriter writer = DatapointFormat.AVRO.writer(bytes, 2)) {
      RecordException e = catchThrowableOfType(RecordException.class, () -> writer.write(large));
      assertThat(e.type()).isEqualTo(RecordErrorType.INVALID_NUMERIC_VALUE);
      assertThat(e).hasMessageContaining("2147483648 of namespace 'stock' is no 32-bit integer");
    }
    assertThat(read(bytes.toByteArray())).isEmpty();
  }

  private static List<String> read(byte[] file) throws IOException {
    List<String> records = new ArrayList<>();
    try (DataFileStream<GenericRecord> stream =
        new DataFileStream<>(new ByteArrayInputStream(file), new GenericDatumReader<>())) {
      stream.forEach(record -> records.add(record.toString()));
    }
    return records;
  }

  private static byte[] write(Datapoint... datapoints) throws IOException, RecordException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DatapointWriter writer = DatapointFormat.AVRO.writer(bytes, 2)) {
      for (Datapoint datapoint : datapoints) {
        writer.write(datapoint);
      }
    }
    return bytes.toByteArray();
  }
}
