package dev.visualsimilarity.emulator.server;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.WireFormat;
import java.io.IOException;

/**
 * Counts the messages, strings and unknown fields in a request that is not parsed yet: each of them
 * takes two bytes there and dozens afterwards.
 */
final class MessageCount {
  /** Parsers go no deeper. */
  private static final int MAX_DEPTH = 100;

  private final int max;
  private int count;

  private MessageCount(int max) {
    this.max = max;
  }

  /**
   * Whether there are more than {@code max} of them. What is no message has as many as it shows.
   */
  static boolean exceeds(byte[] request, Descriptor type, int max) {
    MessageCount count = new MessageCount(max);
    try {
      count.add(CodedInputStream.newInstance(request), type, 0);
    } catch (IOException e) {
      // Who parses it tells what is wrong.
      return count.count > max;
    }
    return count.count > max;
  }

  private void add(CodedInputStream in, Descriptor type, int depth) throws IOException {
    for (int tag = in.readTag(); tag != 0 && count <= max; tag = in.readTag()) {
      FieldDescriptor field = type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
      if (isCounted(field)) {
        count++;
      }
      boolean nested =
          field != null
              && field.getJavaType() == JavaType.MESSAGE
              && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
      if (nested && depth < MAX_DEPTH) {
        int outer = in.pushLimit(in.readRawVarint32());
        add(in, field.getMessageType(), depth + 1);
        in.popLimit(outer);
      } else {
        in.skipField(tag);
      }
    }
  }

  /** A field that is no number: numbers take no more memory than bytes. */
  private static boolean isCounted(FieldDescriptor field) {
    return field == null
        || switch (field.getJavaType()) {
          case MESSAGE, STRING, BYTE_STRING -> true;
          case INT, LONG, FLOAT, DOUBLE, BOOLEAN, ENUM -> false;
        };
  }
}
