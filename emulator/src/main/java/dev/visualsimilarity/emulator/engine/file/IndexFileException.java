package dev.visualsimilarity.emulator.engine.file;

import java.io.IOException;
import java.nio.file.Path;

/** A file of an index cannot be used: it is damaged, cut off, or of another version. */
public final class IndexFileException extends IOException {
  private static final long serialVersionUID = 1;

  /** Names the file and what is wrong with it. */
  public IndexFileException(Path path, String message) {
    super("%s cannot be opened: %s".formatted(path, message));
  }

  /** What is in the file is not what was written. */
  public static IndexFileException damaged(Path path, String how) {
    return new IndexFileException(path, how + "; it is damaged, build the index again");
  }
}
