package dev.visualsimilarity.datapoint;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The text of one record, as UTF-8, before it goes to a stream: a record that is refused midway
 * leaves nothing behind.
 */
final class RecordText extends Writer {

  // A report is the default action: text with half a surrogate pair would become '?' otherwise.
  private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
  private byte[] bytes = new byte[1 << 14];
  private int length;

  /** What to tell of a record of which a text cannot be written. */
  static RecordException notUnicode(Datapoint datapoint) {
    return new RecordException(
        RecordErrorType.INVALID_ENCODING,
        datapoint.id(),
        "a text of the record holds half a surrogate pair, which UTF-8 cannot say");
  }

  /** Forgets the record before. */
  void clear() {
    length = 0;
  }

  /** Appends one ASCII character. */
  void ascii(char character) {
    reserve(1);
    bytes[length++] = (byte) character;
  }

  /**
   * Appends numbers with commas between them, each as the shortest decimal that reads back to the
   * same float. {@link Float#toString(float)} gives that only since Java 19, hence Jackson's.
   */
  void numbers(float[] values) {
    for (int i = 0; i < values.length; i++) {
      String number = NumberOutput.toString(values[i], true);
      reserve(number.length() + 1);
      if (i > 0) {
        bytes[length++] = ',';
      }
      for (int c = 0; c < number.length(); c++) {
        bytes[length++] = (byte) number.charAt(c);
      }
    }
  }

  @Override
  public void write(char[] characters, int from, int count) throws IOException {
    encode(CharBuffer.wrap(characters, from, count));
  }

  @Override
  public void write(String text, int from, int count) throws IOException {
    encode(CharBuffer.wrap(text, from, from + count));
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, length);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}

  private void encode(CharBuffer text) throws IOException {
    reserve((int) Math.ceil(text.remaining() * (double) encoder.maxBytesPerChar()));
    ByteBuffer free = ByteBuffer.wrap(bytes, length, bytes.length - length);
    CoderResult result = encoder.reset().encode(text, free, true);
    if (result.isError()) {
      result.throwException();
    }
    length = free.position();
  }

  private void reserve(int count) {
    if (bytes.length - length < count) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
    }
  }
}
