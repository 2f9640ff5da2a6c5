package dev.visualsimilarity.savedmodel.source;

import dev.visualsimilarity.savedmodel.cache.ModelSource;
import dev.visualsimilarity.storage.Checksum;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.StorageUri;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** A tar archive, gzipped or not, of local files or Cloud Storage. Its state is its checksum. */
public final class ArchiveSource implements ModelSource {

  private final Storage storage;
  private final StorageUri archive;
  private final TarUnpacker unpacker;

  /** Makes a source of an archive. */
  public ArchiveSource(Storage storage, StorageUri archive, TarUnpacker unpacker) {
    this.storage = storage;
    this.archive = archive;
    this.unpacker = unpacker;
  }

  /** Whether a name is that of such an archive: {@code .tar.gz}, {@code .tgz} or {@code .tar}. */
  public static boolean isArchive(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".tar.gz") || lower.endsWith(".tgz") || lower.endsWith(".tar");
  }

  @Override
  public Optional<String> fetch(Path folder, String known) throws IOException {
    Checksum checksum = storage.checksum(archive);
    String state = "%d %08x".formatted(checksum.size(), checksum.crc32c());
    if (state.equals(known)) {
      return Optional.empty();
    }
    try (InputStream in = storage.read(archive)) {
      unpacker.unpack(archive.toString(), in, folder);
    }
    return Optional.of(state);
  }
}
