package dev.visualsimilarity.catalog;

import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.storage.StorageUri;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The text of a table: gzip, recognised by its content, is unpacked.
 *
 * @param uri where it is
 * @param bytes of the text
 * @param jsonLines whether the table is JSON Lines: by its name, or because an object begins it
 */
record TableStream(StorageUri uri, InputStream bytes, boolean jsonLines) implements Closeable {

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int GZIP_MAGIC_1 = 0x1f;
  private static final int GZIP_MAGIC_2 = 0x8b;
  private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";
  private static final Pattern JSON_LINES = Pattern.compile(".*\\.(jsonl|ndjson|json)(\\.gz)?");

  /**
   * Begins to read {@code stream}, and closes it in the end.
   *
   * @throws UserException if it is known for something else than a table
   */
  static TableStream open(StorageUri uri, InputStream stream) throws IOException {
    try {
      BufferedInputStream buffered = new BufferedInputStream(stream, BUFFER_BYTES);
      buffered.mark(2);
      boolean gzip = buffered.read() == GZIP_MAGIC_1 && buffered.read() == GZIP_MAGIC_2;
      buffered.reset();
      InputStream text =
          gzip
              ? new BufferedInputStream(new GZIPInputStream(buffered, BUFFER_BYTES), BUFFER_BYTES)
              : buffered;
      Optional<String> foreign = ForeignFile.describe(text);
      if (foreign.isPresent()) {
        throw UserException.badParameter("catalog %s is %s".formatted(uri, foreign.get()));
      }
      int first = first(text);
      boolean named = JSON_LINES.matcher(uri.name().toLowerCase(Locale.ROOT)).matches();
      return new TableStream(uri, text, named || first == '{' || first == '[');
    } catch (ZipException | EOFException e) {
      stream.close();
      throw UserException.badParameter(
          "catalog %s is not a whole gzip file: %s".formatted(uri, e.getMessage()), e);
    } catch (IOException | RuntimeException e) {
      stream.close();
      throw e;
    }
  }

  /** Whether a failure to read lies in the file, which would be the same again. */
  static boolean isDamage(Throwable failure) {
    return !(failure instanceof IOException)
        || failure instanceof ZipException
        || failure instanceof EOFException;
  }

  /**
   * The first byte that is no space and no part of a byte order mark; negative if there is none.
   */
  private static int first(InputStream bytes) throws IOException {
    bytes.mark(BUFFER_BYTES / 2);
    int first = bytes.read();
    for (int i = 0; i < BUFFER_BYTES / 2 - 1 && isBlankOrMark(first); i++) {
      first = bytes.read();
    }
    bytes.reset();
    return first;
  }

  // EF BB BF is the mark in UTF-8.
  private static boolean isBlankOrMark(int value) {
    return value == ' '
        || value == '\t'
        || value == '\r'
        || value == '\n'
        || BYTE_ORDER_MARK.indexOf(value) >= 0;
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
