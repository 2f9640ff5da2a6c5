package dev.visualsimilarity.storage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The files of an archive by name. Of two with one name the last counts, as when the archive is
 * unpacked. A name that leads out of the archive is refused: it is listed as such and cannot be
 * read.
 */
final class ArchiveIndex {

  // The character after the slash: names below a folder come before it.
  private static final char AFTER_SLASH = '/' + 1;

  private final NavigableMap<String, ArchiveEntry> entries = new TreeMap<>();
  private final List<String> refused = new ArrayList<>();

  /** Adds a file under the name that the archive has it. */
  void add(String rawName, ArchiveEntry entry) {
    ArchivePath.entryName(rawName)
        .ifPresentOrElse(name -> entries.put(name, entry), () -> refused.add(rawName));
  }

  /** The file of a name. */
  Optional<ArchiveEntry> find(String name) {
    return Optional.ofNullable(entries.get(name));
  }

  /** The files below a folder, in the order of their names; all, for an empty name. */
  NavigableMap<String, ArchiveEntry> below(String folder) {
    return Collections.unmodifiableNavigableMap(
        folder.isEmpty()
            ? entries
            : entries.subMap(folder + "/", false, folder + AFTER_SLASH, false));
  }

  /** The names that lead out of the archive. */
  List<String> refused() {
    return Collections.unmodifiableList(refused);
  }
}
