package dev.visualsimilarity.containers.base;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The few files of a Linux system that programs look for. */
final class SystemFiles {

  private static final Map<String, String> FILES =
      Map.of(
          "passwd",
          """
          root:x:0:0:root:/tmp:/sbin/nologin
          nonroot:x:65532:65532:nonroot:/tmp:/sbin/nologin
          """,
          "group",
          """
          root:x:0:
          nonroot:x:65532:
          """,
          "nsswitch.conf",
          """
          hosts: files dns
          """);

  private SystemFiles() {}

  /**
   * {@code /etc} and a {@code /tmp} that everybody can write to.
   *
   * @param folder takes the files
   */
  static FileEntriesLayer layer(Path folder) throws IOException {
    Path etc = Files.createDirectories(folder.resolve("etc"));
    Path tmp = Files.createDirectories(folder.resolve("tmp"));
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      Files.writeString(etc.resolve(file.getKey()), file.getValue());
    }
    return FileEntriesLayer.builder()
        .setName("system")
        .addEntryRecursive(etc, AbsoluteUnixPath.get("/etc"))
        .addEntry(tmp, AbsoluteUnixPath.get("/tmp"), FilePermissions.fromOctalString("777"))
        .build();
  }
}
