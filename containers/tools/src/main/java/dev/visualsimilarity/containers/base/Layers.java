package dev.visualsimilarity.containers.base;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Layers of files that belong to root, that everybody can read, and whose times are those that Jib
 * gives to files of all images.
 */
final class Layers {

  private static final FilePermissions EXECUTABLE = FilePermissions.fromOctalString("755");

  private Layers() {}

  /** A directory and all in it; links become what they lead to. */
  static FileEntriesLayer of(String name, Path directory, String into) throws IOException {
    return FileEntriesLayer.builder()
        .setName(name)
        .addEntryRecursive(directory, AbsoluteUnixPath.get(into), (file, path) -> permissions(file))
        .build();
  }

  /** What a file of the machine may do in the image too. */
  static FilePermissions permissions(Path file) {
    if (Files.isDirectory(file)) {
      return FilePermissions.DEFAULT_FOLDER_PERMISSIONS;
    }
    return Files.isExecutable(file) ? EXECUTABLE : FilePermissions.DEFAULT_FILE_PERMISSIONS;
  }
}
