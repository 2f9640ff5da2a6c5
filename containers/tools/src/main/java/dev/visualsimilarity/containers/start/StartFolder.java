package dev.visualsimilarity.containers.start;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The folder that Java is started in when the archive of a module is made. Its path is the same on
 * every machine, for an archive is not: paths of jars are keys of hash tables, and which classes
 * and strings are there when it is written depends on them. One build at a time has it; others
 * wait.
 */
final class StartFolder implements Closeable {

  /** The parent of all. */
  static final Path ROOT = Path.of("/tmp", "visual-similarity-start");

  private final Path path;
  private final FileChannel lock;

  private StartFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Waits until no other build has it, and empties it.
   *
   * @throws IOException if it cannot be had, as where another user has built before
   */
  static StartFolder take(Path root, String module) throws IOException {
    Files.createDirectories(root);
    FileChannel lock =
        FileChannel.open(
            root.resolve(module + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      lock.lock();
      Path path = root.resolve(module);
      Folders.delete(path);
      return new StartFolder(Files.createDirectory(path), lock);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  Path path() {
    return path;
  }

  /** Removes it. */
  @Override
  public void close() throws IOException {
    try (lock) {
      Folders.delete(path);
    }
  }
}
