package dev.visualsimilarity.datapoint;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.util.stream.Stream;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.file.DataFileWriter;

/**
 * Writes index data of Vertex AI Vector Search as an Avro object container file of the records of
 * {@link AvroSchema#RECORD}.
 *
 * <p>Blocks are not compressed: embeddings hardly shrink, and every reader takes that codec. The
 * marker between blocks, which Avro draws at random, is fixed, so that equal records give equal
 * files.
 *
 * <p>Refused is an integer of a namespace that has more than 32 bits: the schema has no place for
 * it.
 */
public final class AvroDatapointWriter implements DatapointWriter {

  private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
  private final WritableRecords rules;
  private final DataFileWriter<Datapoint> file;

  AvroDatapointWriter(OutputStream stream, WritableRecords rules) throws IOException {
    this.rules = rules;
    this.file = new DataFileWriter<>(new AvroRecordWriter());
    file.create(AvroSchema.RECORD, stream, marker());
  }

  @Override
  public void write(Datapoint datapoint) throws IOException, RecordException {
    rules.check(datapoint);
    if (!texts(datapoint).allMatch(encoder::canEncode)) {
      throw RecordText.notUnicode(datapoint);
    }
    for (NumericRestrict restrict : datapoint.attributes().numericRestricts()) {
      requireInt(datapoint.id(), restrict);
    }
    file.append(datapoint);
  }

  @Override
  public void close() throws IOException {
    file.flush();
  }

  private static Stream<String> texts(Datapoint datapoint) {
    Attributes attributes = datapoint.attributes();
    return Stream.of(
            Stream.of(datapoint.id()),
            attributes.restricts().stream().map(Restrict::namespace),
            attributes.restricts().stream().flatMap(restrict -> restrict.allow().stream()),
            attributes.restricts().stream().flatMap(restrict -> restrict.deny().stream()),
            attributes.numericRestricts().stream().map(NumericRestrict::namespace),
            attributes.crowdingTag().stream())
        .flatMap(texts -> texts);
  }

  private static void requireInt(String id, NumericRestrict restrict) throws RecordException {
    if (restrict.value() instanceof Long value && value != value.intValue()) {
      throw new RecordException(
          RecordErrorType.INVALID_NUMERIC_VALUE,
          id,
          "%s of namespace '%s' is no 32-bit integer, and Avro index data has no others; use format json"
              .formatted(value, restrict.namespace()));
    }
  }

  private static byte[] marker() {
    try {
      return SchemaNormalization.parsingFingerprint("MD5", AvroSchema.RECORD);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }
}
