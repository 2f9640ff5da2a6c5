package dev.visualsimilarity.containers.base;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaRuntimeTest {

  @TempDir private Path folder;

  @Test
  void anOlderJdkIsRefusedWithWhatToDo() throws IOException {
    Path jdk = folder.resolve("jdk-17");
    Path bin = Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"17.0.15\"\nOS_ARCH=\"x86_64\"\n");
    Files.createFile(bin.resolve("jlink")).toFile().setExecutable(true);
    assertThatThrownBy(() -> JavaRuntime.link(jdk, folder.resolve("runtime")))
        .hasMessageContaining("Java 25 or newer")
        .hasMessageContaining("17.0.15")
        .hasMessageContaining("-Dimage.jdk=");
  }

  @Test
  void aFolderWithoutJlinkIsNoJdk() {
    assertThatThrownBy(() -> JavaRuntime.link(folder, folder.resolve("runtime")))
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("-Dimage.jdk=");
  }
}
