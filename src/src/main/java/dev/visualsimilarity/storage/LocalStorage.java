package dev.visualsimilarity.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Files of this machine. */
public final class LocalStorage implements Storage {

  @Override
  public List<StorageObject> list(StorageUri directory) throws IOException {
    Path root = directory.toPath();
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> Files.isRegularFile(file) && !LocalPendingObject.isTemporary(file))
          .map(file -> new StorageObject(StorageUri.local(file), file.toFile().length()))
          .sorted(Comparator.comparing(object -> object.uri().path()))
          .toList();
    }
  }

  @Override
  public InputStream read(StorageUri uri) throws IOException {
    return Files.newInputStream(existing(uri));
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
    return file;
  }
}
