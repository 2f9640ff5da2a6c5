package dev.visualsimilarity.datapoint;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.avro.Schema;

/** The Avro schemas of index data. */
final class AvroSchema {

  /**
   * What the service documents ("Input data format and structure"). It has no place for an integer
   * of a namespace beyond 32 bits.
   */
  static final Schema RECORD = load("feature-vector.avsc");

  /**
   * What is read: the same, where everything but id and embedding may be left out, and an integer
   * may have 64 bits.
   */
  static final Schema READ = load("feature-vector-read.avsc");

  private AvroSchema() {}

  /**
   * Whether a schema has an array whose items take no bytes. In a few bytes there can be any number
   * of these, for which a reader would work for hours.
   */
  static boolean hasEmptyItems(Schema schema) {
    return hasEmptyItems(schema, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  private static boolean hasEmptyItems(Schema schema, Set<Schema> seen) {
    if (!seen.add(schema)) {
      return false;
    }
    return switch (schema.getType()) {
      case ARRAY ->
          isEmpty(schema.getElementType(), Collections.newSetFromMap(new IdentityHashMap<>()))
              || hasEmptyItems(schema.getElementType(), seen);
      case MAP -> hasEmptyItems(schema.getValueType(), seen);
      case RECORD ->
          schema.getFields().stream().anyMatch(field -> hasEmptyItems(field.schema(), seen));
      case UNION -> schema.getTypes().stream().anyMatch(type -> hasEmptyItems(type, seen));
      default -> false;
    };
  }

  private static boolean isEmpty(Schema schema, Set<Schema> seen) {
    return switch (schema.getType()) {
      case NULL -> true;
      case FIXED -> schema.getFixedSize() == 0;
      case RECORD ->
          !seen.add(schema)
              || schema.getFields().stream().allMatch(field -> isEmpty(field.schema(), seen));
      default -> false;
    };
  }

  private static Schema load(String name) {
    try (InputStream in = AvroSchema.class.getResourceAsStream(name)) {
      return new Schema.Parser().parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
