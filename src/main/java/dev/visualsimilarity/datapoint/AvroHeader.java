package dev.visualsimilarity.datapoint;

import static dev.visualsimilarity.datapoint.AvroBlocks.notAvro;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileConstants;
import org.apache.avro.io.BinaryDecoder;

/**
 * What the header of an Avro object container file says.
 *
 * @param schema of the records
 * @param deflated whether blocks are compressed, by the one codec beside {@code null} that every
 *     implementation of Avro must have
 */
record AvroHeader(Schema schema, boolean deflated) {

  private static final byte[] MAGIC = {'O', 'b', 'j', 1};
  private static final int MAX_BYTES = 1 << 20;

  /**
   * Reads it, up to the marker.
   *
   * @throws RecordException if it is no such header, or too large
   */
  static AvroHeader read(BinaryDecoder decoder) throws IOException, RecordException {
    byte[] magic = new byte[MAGIC.length];
    try {
      decoder.readFixed(magic);
    } catch (EOFException e) {
      // Refused below, like a file that begins with something else.
    }
    if (!Arrays.equals(magic, MAGIC)) {
      throw notAvro("the file is no Avro object container file");
    }
    Map<String, String> entries = entries(decoder);
    String codec = entries.getOrDefault(DataFileConstants.CODEC, DataFileConstants.NULL_CODEC);
    boolean deflated = codec.equals(DataFileConstants.DEFLATE_CODEC);
    if (!deflated && !codec.equals(DataFileConstants.NULL_CODEC)) {
      throw notAvro("codec '%s' is not supported; use null or deflate".formatted(codec));
    }
    return new AvroHeader(schema(entries.getOrDefault(DataFileConstants.SCHEMA, "")), deflated);
  }

  private static Map<String, String> entries(BinaryDecoder decoder)
      throws IOException, RecordException {
    Map<String, String> entries = new HashMap<>();
    int left = MAX_BYTES;
    try {
      for (long count = decoder.readMapStart(); count > 0; count = decoder.mapNext()) {
        for (long i = 0; i < count; i++) {
          byte[] key = bytes(decoder, left);
          byte[] value = bytes(decoder, left - key.length);
          // One more for each entry: there is an end to empty ones, too.
          left -= key.length + value.length + 1;
          entries.put(
              new String(key, StandardCharsets.UTF_8), new String(value, StandardCharsets.UTF_8));
        }
      }
    } catch (AvroRuntimeException | UnsupportedOperationException e) {
      throw notAvro("the header of the file is broken: " + e.getMessage());
    }
    return entries;
  }

  /** A text or bytes, which look the same: a size and as many bytes. */
  private static byte[] bytes(BinaryDecoder decoder, int limit)
      throws IOException, RecordException {
    long size = decoder.readLong();
    if (size < 0 || size > limit) {
      throw notAvro("the header of the file has more than %d bytes".formatted(MAX_BYTES));
    }
    byte[] bytes = new byte[(int) size];
    decoder.readFixed(bytes);
    return bytes;
  }

  private static Schema schema(String json) throws RecordException {
    Schema schema;
    try {
      schema = new Schema.Parser().parse(json);
    } catch (AvroRuntimeException e) {
      throw notAvro("the file has no schema: " + firstLine(e));
    }
    if (AvroSchema.hasEmptyItems(schema)) {
      throw notAvro("the schema of the file has arrays of nothing");
    }
    return schema;
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("unreadable");
  }
}
