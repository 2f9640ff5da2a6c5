package dev.visualsimilarity.emulator.state;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.visualsimilarity.emulator.engine.IndexSnapshot;
import dev.visualsimilarity.emulator.engine.file.Directories;
import dev.visualsimilarity.emulator.live.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * State in a directory, which one emulator at a time can use:
 *
 * <pre>
 * lock             locked by the emulator that uses the directory
 * journal          every change, see {@link Journal}; the entries are messages of the API
 * journal.new      a journal that is being rewritten; takes the other's place when it is whole
 * journal.torn     what was cut off from the journal when an emulator last died in the middle of a
 *                  change; nothing reads it
 * contents/NAME/   datapoints, see {@link IndexSnapshot#save}; written before an entry of the
 *                  journal names them, deleted after none does
 * </pre>
 */
public final class StateDirectory implements StateStore {
  private static final Logger log = LoggerFactory.getLogger(StateDirectory.class);
  private static final long SMALLEST_REWRITE = 64 << 20;
  private static final String JOURNAL = "journal";
  private static final String TORN = "journal.torn";

  /** Makes the entries of a directory survive. */
  interface Disk {
    void force(Path directory) throws IOException;
  }

  private final Path directory;
  private final Path contents;
  private final FileChannel lock;
  private final List<Class<? extends Message>> entryTypes;
  private final Disk disk;
  private Optional<Journal> journal = Optional.empty();
  private long sizeAfterRewrite;

  private StateDirectory(
      Path directory, FileChannel lock, List<Class<? extends Message>> entryTypes, Disk disk) {
    this.directory = directory;
    this.contents = directory.resolve("contents");
    this.lock = lock;
    this.entryTypes = entryTypes;
    this.disk = disk;
  }

  /**
   * Takes a directory, which is made if it does not exist.
   *
   * @param entryTypes the messages that are appended
   * @throws StateInUseException if another emulator uses it
   * @throws StateException if it holds something else
   */
  public static StateDirectory open(Path directory, List<Class<? extends Message>> entryTypes)
      throws IOException {
    return open(directory, entryTypes, Directories::force);
  }

  static StateDirectory open(Path directory, List<Class<? extends Message>> entryTypes, Disk disk)
      throws IOException {
    Files.createDirectories(directory);
    // First: nothing is to be left in a directory of somebody else.
    requireOurs(directory);
    FileChannel lock =
        FileChannel.open(
            directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      lock(lock, directory);
      StateDirectory state = new StateDirectory(directory, lock, entryTypes, disk);
      Files.createDirectories(state.contents);
      return state;
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  private static void lock(FileChannel lock, Path directory) throws IOException {
    try {
      if (lock.tryLock() != null) {
        return;
      }
    } catch (OverlappingFileLockException e) {
      // One of this very process has it.
    }
    throw new StateInUseException(
        "%s is used by another emulator; stop that one or give another --data-dir"
            .formatted(directory));
  }

  /** A directory with files but without a journal is somebody else's. */
  private static void requireOurs(Path directory) throws IOException {
    if (Files.exists(directory.resolve(JOURNAL))) {
      return;
    }
    Set<String> ours = Set.of("lock", "journal.new", TORN, "contents");
    try (Stream<Path> files = Files.list(directory)) {
      Optional<Path> other =
          files.filter(file -> !ours.contains(file.getFileName().toString())).findFirst();
      if (other.isPresent()) {
        throw new StateException(
            "%s holds %s and no state of an emulator; give an empty directory as --data-dir"
                .formatted(directory, other.get().getFileName()));
      }
    }
  }

  @Override
  public void replay(Consumer<Message> reader) throws IOException {
    if (!Files.exists(journalPath())) {
      rewrite(List.of());
      return;
    }
    try {
      long end = new JournalReader(journalPath()).read(entry -> reader.accept(unpack(entry)));
      keepAside(end);
      journal = Optional.of(Journal.append(journalPath(), end));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** What follows the last whole change is about to be cut off. */
  private void keepAside(long end) throws IOException {
    Path torn = directory.resolve(TORN);
    try (FileChannel from = FileChannel.open(journalPath(), StandardOpenOption.READ)) {
      if (from.size() == end) {
        return;
      }
      try (InputStream rest = Channels.newInputStream(from.position(end))) {
        Files.copy(rest, torn, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    log.warn(
        "the last change in {} was not written to its end, and nobody was told that it was made; it is dropped, and what there is of it, from byte {} on, kept as {}",
        journalPath(),
        end,
        torn);
  }

  @Override
  public void append(List<? extends Message> entries) throws IOException {
    Journal current = journal.orElseThrow();
    current.add(entries);
    current.force();
  }

  @Override
  public boolean isDueForRewrite() {
    long size = journal.orElseThrow().size();
    return size > SMALLEST_REWRITE && size > 2 * sizeAfterRewrite;
  }

  @Override
  public void rewrite(Iterable<? extends Message> entries) throws IOException {
    Path path = directory.resolve("journal.new");
    Journal next = Journal.create(path);
    try {
      for (Message entry : entries) {
        next.add(List.of(entry));
      }
      next.force();
      move(path);
    } catch (IOException | RuntimeException e) {
      next.close();
      throw e;
    }
    // The old file has no name any more: whatever fails now, nothing may be appended to it.
    Optional<Journal> old = journal;
    journal = Optional.of(next);
    sizeAfterRewrite = next.size();
    disk.force(directory);
    if (old.isPresent()) {
      old.get().close();
    }
  }

  private void move(Path path) throws IOException {
    try {
      Files.move(path, journalPath(), StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw new StateException(
          "%s is on a file system that cannot replace a file in one step; give another --data-dir"
              .formatted(directory));
    }
  }

  @Override
  public Part keep(IndexSnapshot snapshot) throws IOException {
    if (snapshot.size() == 0) {
      return Part.inMemory(snapshot);
    }
    String name = UUID.randomUUID().toString();
    try {
      snapshot.save(contents.resolve(name));
      disk.force(contents);
      return open(name);
    } catch (IOException | RuntimeException | Error e) {
      // A disk that is full must not stay so.
      release(Set.of(name));
      throw e;
    }
  }

  @Override
  public Part open(String name) throws IOException {
    return new Part(IndexSnapshot.open(contents.resolve(name)), Optional.of(name));
  }

  @Override
  public void release(Set<String> directories) {
    for (String name : directories) {
      try {
        Directories.delete(contents.resolve(name));
      } catch (IOException e) {
        log.warn("cannot delete {}: {}", contents.resolve(name), e.toString());
      }
    }
  }

  @Override
  public void releaseAllBut(Set<String> directories) throws IOException {
    try (Stream<Path> kept = Files.list(contents)) {
      kept.map(path -> path.getFileName().toString())
          .filter(name -> !directories.contains(name))
          .forEach(name -> release(Set.of(name)));
    }
  }

  @Override
  public void close() throws IOException {
    if (journal.isPresent()) {
      journal.get().close();
    }
    lock.close();
  }

  private Message unpack(Any entry) {
    try {
      for (Class<? extends Message> type : entryTypes) {
        if (entry.is(type)) {
          return entry.unpack(type);
        }
      }
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException(e);
    }
    throw new UncheckedIOException(
        new StateException(
            "%s has an entry that this emulator does not know: %s"
                .formatted(journalPath(), entry.getTypeUrl())));
  }

  private Path journalPath() {
    return directory.resolve(JOURNAL);
  }
}
