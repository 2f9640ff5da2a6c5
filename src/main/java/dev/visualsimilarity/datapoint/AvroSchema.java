package dev.visualsimilarity.datapoint;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;

/** The Avro schemas of index data. */
final class AvroSchema {

  /**
   * What the service documents ("Input data format and structure"). It has no place for an integer
   * of a namespace beyond 32 bits.
   */
  static final Schema RECORD = load("feature-vector.avsc");

  private AvroSchema() {}

  private static Schema load(String name) {
    try (InputStream in = AvroSchema.class.getResourceAsStream(name)) {
      return new Schema.Parser().parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
