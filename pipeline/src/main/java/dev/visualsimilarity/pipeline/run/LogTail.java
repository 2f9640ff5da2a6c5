package dev.visualsimilarity.pipeline.run;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The end of a log. */
final class LogTail {

  private static final int BYTES = 1 << 16;

  private static final int LONGEST_STATEMENT = 300;

  private LogTail() {}

  /**
   * The last line that is not blank or indented, as those of a stack trace below its error are; of
   * a long one the beginning.
   */
  static Optional<String> statement(Path file) {
    return of(file, Integer.MAX_VALUE).stream()
        .filter(line -> !line.isBlank() && !Character.isWhitespace(line.charAt(0)))
        .reduce((before, line) -> line)
        .map(line -> line.substring(0, Math.min(line.length(), LONGEST_STATEMENT)).strip());
  }

  /** The last lines of the file, or of its last 64 KiB; none if it cannot be read. */
  static List<String> of(Path file, int lines) {
    if (!Files.exists(file)) {
      return List.of();
    }
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
      log.seek(Math.max(0, log.length() - BYTES));
      byte[] end = new byte[(int) (log.length() - log.getFilePointer())];
      log.readFully(end);
      List<String> all = new String(end, StandardCharsets.UTF_8).lines().toList();
      return List.copyOf(all.subList(Math.max(0, all.size() - lines), all.size()));
    } catch (IOException e) {
      return List.of("cannot read " + file + ": " + e.getMessage());
    }
  }
}
