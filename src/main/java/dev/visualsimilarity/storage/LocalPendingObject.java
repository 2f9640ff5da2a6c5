package dev.visualsimilarity.storage;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Written under a hidden temporary name in the same folder, then renamed. The temporary file is
 * locked while its program lives, so that what a killed one left is known, and removed by the next
 * that writes the same file.
 */
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
    removeAbandoned(file);
    FileChannel channel =
        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    lock(channel);
    // A program that is told to end does not close what it has open.
    temporary.toFile().deleteOnExit();
    OutputStream out = Channels.newOutputStream(channel);
    return new LocalPendingObject(file, temporary, new BufferedOutputStream(out, BUFFER_BYTES));
  }

  static boolean isTemporary(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(".") && name.endsWith(SUFFIX);
  }

  /** Returns false if the file is locked by a program that lives, or cannot be locked here. */
  private static boolean lock(FileChannel channel) {
    try {
      return channel.tryLock() != null;
    } catch (IOException | OverlappingFileLockException e) {
      // Not every file system has locks: there, nothing is taken for abandoned.
      return false;
    }
  }

  private static void removeAbandoned(Path file) throws IOException {
    String start = "." + file.getFileName() + ".";
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(
            file.getParent(),
            other -> isTemporary(other) && other.getFileName().toString().startsWith(start))) {
      for (Path temporary : found) {
        removeIfAbandoned(temporary);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static void removeIfAbandoned(Path temporary) throws IOException {
    try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      if (lock(channel)) {
        Files.deleteIfExists(temporary);
      }
    } catch (NoSuchFileException | AccessDeniedException e) {
      // Its writer has finished, or is another user.
    }
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
