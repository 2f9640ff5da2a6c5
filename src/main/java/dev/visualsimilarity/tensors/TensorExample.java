package dev.visualsimilarity.tensors;

import com.google.gson.stream.JsonWriter;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import dev.visualsimilarity.datapoint.Attributes;
import dev.visualsimilarity.datapoint.AttributesJson;
import dev.visualsimilarity.datapoint.RecordException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * A {@link TensorRecord} as a message {@code tensorflow.Example} with three features of one bytes
 * value each, in this order: {@code attributes} (a JSON object as {@link AttributesJson} writes
 * it), {@code id} (UTF-8) and {@code tensor} (raw little-endian bytes).
 *
 * <pre>
 * Example   { Features features = 1; }
 * Features  { map&lt;string, Feature&gt; feature = 1; }   an entry is { string key = 1; Feature value = 2; }
 * Feature   { BytesList bytes_list = 1; }
 * BytesList { repeated bytes value = 1; }
 * </pre>
 *
 * <p>The tensor comes last, so that it is written without a copy.
 */
final class TensorExample {

  static final int FIELD_1 = 1;
  static final int FIELD_2 = 2;

  private static final String ATTRIBUTES = "attributes";
  private static final String ID = "id";
  private static final String TENSOR = "tensor";

  private TensorExample() {}

  /** All bytes of the message but the tensor's, which follow. */
  static byte[] prefix(TensorRecord record) throws IOException {
    byte[] attributes = json(record.attributes());
    byte[] id = record.id().getBytes(StandardCharsets.UTF_8);
    int tensor = record.tensor().remaining();
    int features =
        field(entry(ATTRIBUTES, attributes.length))
            + field(entry(ID, id.length))
            + field(entry(TENSOR, tensor));

    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    begin(out, FIELD_1, features);
    beginEntry(out, ATTRIBUTES, attributes.length);
    out.writeRawBytes(attributes);
    beginEntry(out, ID, id.length);
    out.writeRawBytes(id);
    beginEntry(out, TENSOR, tensor);
    out.flush();
    return bytes.toByteArray();
  }

  /**
   * Reads a message; the record's tensor is a part of {@code bytes}.
   *
   * @throws DamagedShardException if it is a message without a tensor
   * @throws InvalidProtocolBufferException if it is no message at all
   */
  static TensorRecord parse(byte[] bytes) throws IOException {
    Map<String, ByteBuffer> features = new ExampleParser(bytes, 0).features();
    ByteBuffer tensor = features.get(TENSOR);
    if (tensor == null || !features.containsKey(ID)) {
      throw new DamagedShardException(
          "an Example has the features %s, not id and tensor".formatted(features.keySet()));
    }
    return record(features, tensor);
  }

  /**
   * Reads a message that ends with its tensor.
   *
   * @param head the message without its tensor
   * @param tensor where its bytes, which are not looked at, will be
   * @return empty if the message is of another order; it is to be parsed as a whole then
   */
  static Optional<TensorRecord> parseHead(byte[] head, ByteBuffer tensor) throws IOException {
    ExampleParser parser = new ExampleParser(head, tensor.remaining());
    Map<String, ByteBuffer> features;
    try {
      features = parser.features();
    } catch (InvalidProtocolBufferException e) {
      return Optional.empty();
    }
    return parser.tailKey().equals(TENSOR) && features.containsKey(ID)
        ? Optional.of(record(features, tensor))
        : Optional.empty();
  }

  private static TensorRecord record(Map<String, ByteBuffer> features, ByteBuffer tensor)
      throws IOException {
    ByteBuffer id = features.get(ID);
    ByteBuffer attributes = features.get(ATTRIBUTES);
    return new TensorRecord(
        text(id), tensor, attributes == null ? Attributes.NONE : attributes(text(attributes)));
  }

  /** Length of a field of number 1 to 15 that holds {@code length} bytes. */
  private static int field(int length) {
    return CodedOutputStream.computeTagSize(FIELD_1)
        + CodedOutputStream.computeUInt32SizeNoTag(length)
        + length;
  }

  /** Length of the map's entry of a feature whose value has {@code length} bytes. */
  private static int entry(String name, int length) {
    return field(name.length()) + field(field(field(length)));
  }

  private static void begin(CodedOutputStream out, int number, int length) throws IOException {
    out.writeTag(number, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    out.writeUInt32NoTag(length);
  }

  private static void beginEntry(CodedOutputStream out, String name, int length)
      throws IOException {
    begin(out, FIELD_1, entry(name, length));
    out.writeString(FIELD_1, name);
    begin(out, FIELD_2, field(field(length)));
    begin(out, FIELD_1, field(length));
    begin(out, FIELD_1, length);
  }

  private static byte[] json(Attributes attributes) throws IOException {
    StringWriter text = new StringWriter();
    JsonWriter json = new JsonWriter(text);
    json.setHtmlSafe(false);
    json.beginObject();
    AttributesJson.write(json, attributes);
    json.endObject().flush();
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static Attributes attributes(String text) throws IOException {
    try {
      return AttributesJson.read(text);
    } catch (RecordException e) {
      throw new DamagedShardException(
          "attributes that are not of their format: %s: %s: %s"
              .formatted(e.type(), e.getMessage(), text),
          e);
    }
  }

  private static String text(ByteBuffer utf8) {
    return StandardCharsets.UTF_8.decode(utf8.duplicate()).toString();
  }
}
