package dev.visualsimilarity.storage;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Written under a hidden temporary name in the same folder, then renamed. */
final class LocalPendingObject extends PendingObject {

  private static final String SUFFIX = ".partial";
  private static final int BUFFER_BYTES = 1 << 18;

  private final Path file;
  private final Path temporary;
  private final OutputStream out;
  private boolean closed;

  private LocalPendingObject(Path file, Path temporary, OutputStream out) {
    this.file = file;
    this.temporary = temporary;
    this.out = out;
  }

  static LocalPendingObject create(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Path temporary =
        file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + SUFFIX);
    OutputStream out = Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW);
    // A program that is told to end does not close what it has open.
    temporary.toFile().deleteOnExit();
    return new LocalPendingObject(file, temporary, new BufferedOutputStream(out, BUFFER_BYTES));
  }

  static boolean isTemporary(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(".") && name.endsWith(SUFFIX);
  }

  @Override
  public void write(int value) throws IOException {
    out.write(value);
  }

  @Override
  public void write(byte[] buffer, int offset, int length) throws IOException {
    out.write(buffer, offset, length);
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void commit() throws IOException {
    out.close();
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    closed = true;
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      out.close();
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
