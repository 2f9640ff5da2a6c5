package dev.visualsimilarity.datapoint;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.Encoder;

/**
 * Encodes a datapoint as a record of {@link AvroSchema#RECORD}, field by field: Avro's generic
 * writer would make an object of every float.
 */
final class AvroRecordWriter implements DatumWriter<Datapoint> {

  // The branches of a union [null, something].
  private static final int NULL = 0;
  private static final int PRESENT = 1;

  @Override
  public void setSchema(Schema schema) {
    // There is one schema.
  }

  @Override
  public void write(Datapoint datapoint, Encoder out) throws IOException {
    out.writeString(datapoint.id());
    vector(datapoint.vector(), out);
    absent(out);
    restricts(datapoint.attributes().restricts(), out);
    numericRestricts(datapoint.attributes().numericRestricts(), out);
    Optional<String> tag = datapoint.attributes().crowdingTag();
    if (tag.isPresent()) {
      out.writeIndex(PRESENT);
      out.writeString(tag.get());
    } else {
      absent(out);
    }
  }

  private static void vector(float[] vector, Encoder out) throws IOException {
    out.writeArrayStart();
    out.setItemCount(vector.length);
    for (float component : vector) {
      out.startItem();
      out.writeFloat(component);
    }
    out.writeArrayEnd();
  }

  private static void restricts(List<Restrict> restricts, Encoder out) throws IOException {
    if (begin(restricts, out)) {
      for (Restrict restrict : restricts) {
        out.startItem();
        out.writeString(restrict.namespace());
        tokens(restrict.allow(), out);
        tokens(restrict.deny(), out);
      }
      out.writeArrayEnd();
    }
  }

  private static void tokens(List<String> tokens, Encoder out) throws IOException {
    if (begin(tokens, out)) {
      for (String token : tokens) {
        out.startItem();
        out.writeString(token);
      }
      out.writeArrayEnd();
    }
  }

  private static void numericRestricts(List<NumericRestrict> restricts, Encoder out)
      throws IOException {
    if (begin(restricts, out)) {
      for (NumericRestrict restrict : restricts) {
        out.startItem();
        out.writeString(restrict.namespace());
        number(restrict.value(), out);
      }
      out.writeArrayEnd();
    }
  }

  private static void number(Number value, Encoder out) throws IOException {
    if (value instanceof Long) {
      out.writeIndex(PRESENT);
      out.writeInt(value.intValue());
    } else {
      absent(out);
    }
    if (value instanceof Float) {
      out.writeIndex(PRESENT);
      out.writeFloat(value.floatValue());
    } else {
      absent(out);
    }
    if (value instanceof Double) {
      out.writeIndex(PRESENT);
      out.writeDouble(value.doubleValue());
    } else {
      absent(out);
    }
  }

  /** Begins an array that is left out when it is empty; false when it is. */
  private static boolean begin(List<?> items, Encoder out) throws IOException {
    if (items.isEmpty()) {
      absent(out);
      return false;
    }
    out.writeIndex(PRESENT);
    out.writeArrayStart();
    out.setItemCount(items.size());
    return true;
  }

  private static void absent(Encoder out) throws IOException {
    out.writeIndex(NULL);
    out.writeNull();
  }
}
