package dev.visualsimilarity.storage;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
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
  private static final int MAX_ATTEMPTS = 5;

  private final Path file;
  private final Path temporary;
  private final FileChannel channel;
  private final OutputStream out;
  private boolean closed;

  private LocalPendingObject(Path file, Path temporary, FileChannel channel) {
    this.file = file;
    this.temporary = temporary;
    this.channel = channel;
    this.out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
  }

  static LocalPendingObject create(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    removeAbandoned(file);
    for (int attempt = 1; ; attempt++) {
      Path temporary =
          file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + SUFFIX);
      FileChannel channel =
          FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      boolean locked = lock(channel);
      // Another program may have come before the lock, and have taken the file for abandoned.
      if ((locked && Files.exists(temporary)) || attempt == MAX_ATTEMPTS) {
        // A program that is told to end does not close what it has open.
        temporary.toFile().deleteOnExit();
        return new LocalPendingObject(file, temporary, channel);
      }
      channel.close();
      Files.deleteIfExists(temporary);
    }
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
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] buffer, int offset, int length) throws IOException {
    try {
      out.write(buffer, offset, length);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    if (!bytes.isDirect() || bytes.remaining() < BUFFER_BYTES / 2) {
      super.write(bytes);
      return;
    }
    flush();
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      out.flush();
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  @Override
  public void commit() throws IOException {
    flush();
    // Renamed before it is closed: without its lock it would be taken for abandoned.
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    closed = true;
    try {
      out.close();
    } catch (IOException e) {
      // Network file systems tell now what they could not store.
      Files.deleteIfExists(file);
      throw unwritable(e);
    }
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    // What is left in the buffer is not wanted, and may be what does not fit on the disk.
    try {
      channel.close();
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private IOException unwritable(IOException e) {
    return new IOException("cannot write %s: %s".formatted(file, e.getMessage()), e);
  }
}
