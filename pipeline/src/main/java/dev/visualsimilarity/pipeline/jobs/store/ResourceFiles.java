package dev.visualsimilarity.pipeline.jobs.store;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.visualsimilarity.emulator.service.ApiErrors;
import dev.visualsimilarity.emulator.service.ResourceName;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Resources in files, each in a folder of its own, {@code PROJECT/LOCATION/COLLECTION/ID}: the file
 * {@code resource.pb} is the message. It is written under another name and then renamed, so that
 * whoever is killed leaves the old one or the new one.
 *
 * @param <T> the message
 */
public final class ResourceFiles<T extends Message> {

  private static final Logger log = LoggerFactory.getLogger(ResourceFiles.class);
  private static final String FILE = "resource.pb";

  /** Where a file lies below the root: project, location, collection, id, file. */
  private static final int DEPTH = 5;

  private final Path root;
  private final String collection;
  private final Parser<T> parser;

  /**
   * @param root the folder of all
   * @param collection such as {@code pipelineJobs}
   */
  public ResourceFiles(Path root, String collection, Parser<T> parser) {
    this.root = root;
    this.collection = collection;
    this.parser = parser;
  }

  /** The folder of a resource, which takes all else that belongs to it. */
  public Path folder(ResourceName name) {
    Path folder = root;
    for (String part : List.of(name.project(), name.location(), collection, name.id())) {
      if (part.equals(".") || part.equals("..")) {
        throw ApiErrors.invalidArgument("resource name '%s' is not valid", name);
      }
      folder = folder.resolve(part);
    }
    return folder;
  }

  /** Writes one, new or in the place of what there is; it survives the process and the machine. */
  public void write(ResourceName name, T resource) throws IOException {
    Path folder = Files.createDirectories(folder(name));
    Path next = folder.resolve(FILE + ".new");
    // Unlike a channel's, its writes do not end when the thread is interrupted.
    try (FileOutputStream out = new FileOutputStream(next.toFile())) {
      resource.writeTo(out);
      out.getFD().sync();
    }
    Files.move(next, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Reads one.
   *
   * @throws NoSuchFileException if there is none
   */
  public T read(ResourceName name) throws IOException {
    return read(folder(name).resolve(FILE));
  }

  /** Whether there is one. */
  public boolean contains(ResourceName name) {
    return Files.exists(folder(name).resolve(FILE));
  }

  /** Hands over all that there are, one at a time; those that cannot be read stay as they are. */
  public void forEach(Consumer<T> consumer) throws IOException {
    for (Path file : all()) {
      T resource;
      try {
        resource = read(file);
      } catch (IOException e) {
        log.error("{}; it is left out", e.getMessage());
        continue;
      }
      consumer.accept(resource);
    }
  }

  /** Deletes a resource with its folder; the file goes first. */
  public void delete(ResourceName name) throws IOException {
    Path folder = folder(name);
    Files.deleteIfExists(folder.resolve(FILE));
    deleteTree(folder);
  }

  /** Deletes a folder with all that is in it, if it is there. */
  public static void deleteTree(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private List<Path> all() throws IOException {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> files = Files.find(root, DEPTH, (path, attributes) -> isResource(path))) {
      return files.toList();
    }
  }

  private boolean isResource(Path path) {
    Path below = root.relativize(path);
    return below.getNameCount() == DEPTH
        && below.getName(2).toString().equals(collection)
        && below.getFileName().toString().equals(FILE);
  }

  private T read(Path file) throws IOException {
    try {
      byte[] bytes = Files.readAllBytes(file);
      if (bytes.length == 0) {
        throw new IOException("it is empty");
      }
      return parser.parseFrom(bytes);
    } catch (NoSuchFileException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException("cannot read %s: %s".formatted(file, e.getMessage()), e);
    }
  }
}
