package dev.visualsimilarity.savedmodel.source;

import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.storage.Checksum;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The file that a download fills, of limited size.
 *
 * @param path of the file
 * @param model to name in messages
 * @param maxBytes that it may have
 */
record DownloadFile(Path path, String model, long maxBytes) {

  private static final int BUFFER_BYTES = 1 << 16;

  /** How many bytes it has; none if it does not exist. */
  long size() throws IOException {
    return Files.exists(path) ? Files.size(path) : 0;
  }

  void delete() throws IOException {
    Files.deleteIfExists(path);
  }

  /**
   * Writes what comes behind the first {@code from} bytes, and drops what was there.
   *
   * @return how many bytes it has then
   * @throws IOException of the stream; what was received until then is kept
   * @throws UserException if the file cannot be written or grows too large
   */
  long receive(InputStream in, long from) throws IOException {
    long size = from;
    try (OutputStream out = open(from)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        size += count;
        checkSize(size);
        write(out, buffer, count);
      }
    }
    return size;
  }

  /**
   * Checks how large it will be.
   *
   * @throws UserException if that is too large
   */
  void checkSize(long size) {
    if (size > maxBytes) {
      throw UserException.badParameter(
          "model %s has more than %d bytes; give a smaller one".formatted(model, maxBytes));
    }
  }

  Checksum checksum() throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return Checksum.of(in);
    }
  }

  private OutputStream open(long from) {
    try {
      return from > 0
          ? Files.newOutputStream(path, StandardOpenOption.APPEND)
          : Files.newOutputStream(path);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private void write(OutputStream out, byte[] buffer, int count) {
    try {
      out.write(buffer, 0, count);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** A disk that is full is no fault that passes. */
  private UserException unwritable(IOException e) {
    return UserException.failed(
        "model %s cannot be kept: %s; name another directory with model_cache_dir"
            .formatted(model, e.getMessage()),
        e);
  }
}
