package dev.visualsimilarity.storage;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** Files of this machine. */
public final class LocalStorage implements Storage {

  @Override
  public List<StorageObject> list(StorageUri directory) throws IOException {
    Path root = directory.toPath();
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    FileCollector files = new FileCollector();
    Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, files);
    files.found.sort(Comparator.comparing(object -> object.uri().path()));
    return List.copyOf(files.found);
  }

  @Override
  public InputStream read(StorageUri uri) throws IOException {
    // Of all streams of a file, Channels.newChannel makes a file's own channel of this one only.
    return new FileInputStream(existing(uri).toFile());
  }

  @Override
  public InputStream read(StorageUri uri, long offset, long length) throws IOException {
    SeekableByteChannel channel = Files.newByteChannel(existing(uri)).position(offset);
    return new BoundedInputStream(Channels.newInputStream(channel), length);
  }

  @Override
  public PendingObject write(StorageUri uri) throws IOException {
    return LocalPendingObject.create(uri.toPath());
  }

  @Override
  public Optional<StorageObject> find(StorageUri uri) {
    Path file = uri.toPath();
    return Files.isRegularFile(file)
        ? Optional.of(new StorageObject(uri, file.toFile().length()))
        : Optional.empty();
  }

  @Override
  public Checksum checksum(StorageUri uri) throws IOException {
    try (InputStream in = read(uri)) {
      return Checksum.of(in);
    }
  }

  @Override
  public String version(StorageUri directory) throws IOException {
    VersionDigest digest = new VersionDigest();
    for (StorageObject object : list(directory)) {
      digest.add(object, Files.getLastModifiedTime(object.uri().toPath()).toString());
    }
    return digest.text();
  }

  @Override
  public void delete(StorageUri uri) throws IOException {
    Files.deleteIfExists(uri.toPath());
  }

  @Override
  public void close() {}

  private static Path existing(StorageUri uri) throws IOException {
    Path file = uri.toPath();
    if (Files.isDirectory(file)) {
      throw new FileNotFoundException(file + " is a directory, not a file");
    }
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    if (!Files.isRegularFile(file)) {
      // A pipe or a device could be waited for, or read, for ever.
      throw new FileNotFoundException(file + " is a pipe or a device, not a file");
    }
    return file;
  }

  private static final class FileCollector extends SimpleFileVisitor<Path> {

    private final List<StorageObject> found = new ArrayList<>();

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      // Links are followed: one that is left leads nowhere. It is listed, so that it is missed.
      boolean broken = attributes.isSymbolicLink();
      if ((attributes.isRegularFile() || broken) && !LocalPendingObject.isTemporary(file)) {
        found.add(new StorageObject(StorageUri.local(file), broken ? 0 : attributes.size()));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      // A link to a folder above itself leads to files that are listed already.
      if (e instanceof FileSystemLoopException) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }
  }
}
