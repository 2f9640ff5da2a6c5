package dev.visualsimilarity.tensors;

import static dev.visualsimilarity.tensors.TensorExample.FIELD_1;
import static dev.visualsimilarity.tensors.TensorExample.FIELD_2;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads the bytes features of a message {@code tensorflow.Example} without copying them. Unknown
 * fields and features of other types are skipped. The value that ends the message may be left out
 * of the bytes.
 */
final class ExampleParser {

  private static final ByteBuffer NONE = ByteBuffer.allocate(0);

  private final byte[] bytes;
  private final int tail;
  private final CodedInputStream in;
  private final Map<String, ByteBuffer> features = new LinkedHashMap<>();
  private String key = "";
  private ByteBuffer value = NONE;
  private String tailKey = "";

  /**
   * Parses a message.
   *
   * @param bytes the message without its end
   * @param tail length of the end that is not in {@code bytes}; 0 if all is
   */
  ExampleParser(byte[] bytes, int tail) {
    this.bytes = bytes;
    this.tail = tail;
    this.in = CodedInputStream.newInstance(bytes);
  }

  /** The bytes features by name; their values are parts of the message's array. */
  Map<String, ByteBuffer> features() throws IOException {
    fields(number -> number == FIELD_1 && message(this::readFeatures));
    return features;
  }

  /** The name of the feature whose value is what was left out; empty if there is none. */
  String tailKey() {
    return tailKey;
  }

  private boolean readFeatures(int number) throws IOException {
    if (number != FIELD_1) {
      return false;
    }
    key = "";
    value = NONE;
    message(this::readEntry);
    features.put(key, value);
    return true;
  }

  private boolean readEntry(int number) throws IOException {
    switch (number) {
      case FIELD_1 -> key = in.readString();
      case FIELD_2 -> message(f -> f == FIELD_1 && message(this::readBytesList));
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean readBytesList(int number) throws IOException {
    if (number != FIELD_1) {
      return false;
    }
    int length = in.readRawVarint32();
    int offset = in.getTotalBytesRead();
    if (tail > 0 && offset == bytes.length && length == tail) {
      tailKey = key;
      return true;
    }
    in.skipRawBytes(length);
    value = ByteBuffer.wrap(bytes, offset, length).slice();
    return true;
  }

  /** Reads the value of a field, unless it returns false. */
  private interface Field {
    boolean read(int number) throws IOException;
  }

  private boolean message(Field field) throws IOException {
    int limit = in.pushLimit(in.readRawVarint32());
    fields(field);
    in.popLimit(limit);
    return true;
  }

  private void fields(Field field) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      boolean delimited = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
      if (!delimited || !field.read(WireFormat.getTagFieldNumber(tag))) {
        in.skipField(tag);
      }
    }
  }
}
