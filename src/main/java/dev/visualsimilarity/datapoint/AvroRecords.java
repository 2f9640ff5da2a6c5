package dev.visualsimilarity.datapoint;

import static dev.visualsimilarity.datapoint.AvroBlocks.notAvro;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.ResolvingDecoder;

/** Decodes the records of blocks, field by field: Avro's generic reader would box every float. */
final class AvroRecords {

  // The branch of a union [null, something] of AvroSchema.READ.
  private static final int PRESENT = 1;

  private final ResolvingDecoder in;
  private final int dimensions;
  private BinaryDecoder bytes;
  private AvroRecord record;
  private int capacity;

  /**
   * Decodes records of a schema.
   *
   * @throws org.apache.avro.AvroRuntimeException if it cannot be that of index data
   */
  AvroRecords(Schema written, int dimensions) throws IOException {
    this.bytes = DecoderFactory.get().binaryDecoder(new byte[0], null);
    this.in = DecoderFactory.get().resolvingDecoder(written, AvroSchema.READ, bytes);
    this.dimensions = dimensions;
    this.capacity = dimensions;
    this.record = new AvroRecord(capacity);
  }

  /** Moves to the records of a block. */
  void begin(byte[] block) throws IOException {
    bytes = DecoderFactory.get().binaryDecoder(block, bytes);
    in.configure(bytes);
  }

  /**
   * The next record of the block.
   *
   * @throws RecordException if it cannot be used; only with {@link
   *     RecordErrorType#INVALID_AVRO_SYNTAX} can those behind it not be read
   */
  Datapoint next() throws RecordException {
    record = new AvroRecord(capacity);
    try {
      for (Schema.Field field : in.readFieldOrder()) {
        read(field.name());
      }
      in.drain();
    } catch (IOException | RuntimeException e) {
      // Bytes in memory: whatever Avro throws is about what they say.
      throw notAvro("the record cannot be decoded: " + e.getMessage()).withId(record.id());
    }
    Datapoint datapoint = record.datapoint(dimensions);
    capacity = datapoint.vector().length;
    return datapoint;
  }

  /** Whether the block has no more bytes. */
  boolean atEnd() throws IOException {
    return bytes.isEnd();
  }

  /** The beginning of the record that was read last. */
  String excerpt() {
    return record.excerpt();
  }

  private void read(String field) throws IOException {
    switch (field) {
      case "id" -> record.id(in.readString(null));
      case "embedding" -> readEmbedding();
      case "sparse_embedding" -> readSparseEmbedding();
      case "restricts" -> {
        if (isPresent()) {
          readRestricts();
        }
      }
      case "numeric_restricts" -> {
        if (isPresent()) {
          readNumericRestricts();
        }
      }
      case "crowding_tag" -> {
        if (isPresent()) {
          record.crowdingTag(in.readString(null));
        }
      }
      default -> throw new IllegalStateException("the schema has a field " + field);
    }
  }

  private void readEmbedding() throws IOException {
    for (long count = in.readArrayStart(); count > 0; count = in.arrayNext()) {
      for (long i = 0; i < count; i++) {
        record.component(in.readFloat());
      }
    }
  }

  private void readSparseEmbedding() throws IOException {
    if (isPresent()) {
      in.readFieldOrder();
      record.sparseEmbedding();
    }
  }

  private void readRestricts() throws IOException {
    for (long count = in.readArrayStart(); count > 0; count = in.arrayNext()) {
      for (long i = 0; i < count; i++) {
        String namespace = "";
        List<String> allow = List.of();
        List<String> deny = List.of();
        for (Schema.Field field : in.readFieldOrder()) {
          switch (field.name()) {
            case "namespace" -> namespace = record.text(in.readString(null));
            case "allow" -> allow = tokens();
            default -> deny = tokens();
          }
        }
        record.restrict(namespace, allow, deny);
      }
    }
  }

  private List<String> tokens() throws IOException {
    if (!isPresent()) {
      return List.of();
    }
    List<String> tokens = new ArrayList<>();
    for (long count = in.readArrayStart(); count > 0; count = in.arrayNext()) {
      for (long i = 0; i < count; i++) {
        tokens.add(record.text(in.readString(null)));
      }
    }
    return tokens;
  }

  private void readNumericRestricts() throws IOException {
    for (long count = in.readArrayStart(); count > 0; count = in.arrayNext()) {
      for (long i = 0; i < count; i++) {
        String namespace = "";
        List<Number> values = new ArrayList<>();
        for (Schema.Field field : in.readFieldOrder()) {
          switch (field.name()) {
            case "namespace" -> namespace = record.text(in.readString(null));
            default -> {
              if (isPresent()) {
                values.add(number(field.name()));
              }
            }
          }
        }
        record.numericRestrict(namespace, values);
      }
    }
  }

  private Number number(String field) throws IOException {
    return switch (field) {
      case "value_int" -> in.readLong();
      case "value_float" -> in.readFloat();
      default -> in.readDouble();
    };
  }

  private boolean isPresent() throws IOException {
    if (in.readIndex() == PRESENT) {
      return true;
    }
    in.readNull();
    return false;
  }
}
