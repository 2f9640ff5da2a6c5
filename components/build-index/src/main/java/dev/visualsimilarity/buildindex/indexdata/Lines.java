package dev.visualsimilarity.buildindex.indexdata;

import dev.visualsimilarity.datapoint.RecordErrorType;
import dev.visualsimilarity.datapoint.RecordException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The lines of a file as bytes, so that one line that is not UTF-8 does not spoil the others. */
final class Lines implements AutoCloseable {

  private final BufferedReader reader;

  Lines(InputStream in) {
    // Latin-1 keeps each byte as one character, and no byte of a UTF-8 sequence is a line's end.
    this.reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1), 1 << 16);
  }

  /** The next line, to be decoded; nothing at the end of the file. */
  Optional<String> next() throws IOException {
    return Optional.ofNullable(reader.readLine());
  }

  /**
   * The text of a line that {@link #next()} returned.
   *
   * @throws RecordException if it is not UTF-8
   */
  static String decode(String line) throws RecordException {
    byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new RecordException(RecordErrorType.INVALID_ENCODING, "", "not UTF-8");
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
