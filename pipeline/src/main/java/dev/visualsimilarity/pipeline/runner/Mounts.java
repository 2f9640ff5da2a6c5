package dev.visualsimilarity.pipeline.runner;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Which folders a container must see. */
final class Mounts {

  private Mounts() {}

  /**
   * The run's folder and the folders of the given files (a catalog's images are beside it), none of
   * them twice or within another.
   */
  static List<Path> of(Path runFolder, Collection<Path> files) {
    List<Path> folders = new ArrayList<>(List.of(runFolder));
    files.forEach(file -> folders.add(existingFolder(file)));
    folders.sort(Comparator.comparing(Path::getNameCount));
    List<Path> mounts = new ArrayList<>();
    for (Path folder : folders) {
      // Mounting the root would hide the image.
      if (folder.getNameCount() > 0 && mounts.stream().noneMatch(folder::startsWith)) {
        mounts.add(folder);
      }
    }
    return mounts;
  }

  private static Path existingFolder(Path file) {
    Path folder = file;
    while (!Files.isDirectory(folder) && folder.getParent() != null) {
      folder = folder.getParent();
    }
    return folder;
  }
}
