package dev.visualsimilarity.containers.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppFolderTest {

  @TempDir private Path folder;

  @Test
  void holdsTheJarsAsTheImageHasThem() throws IOException {
    Path app = folder.resolve("app");
    String libraries = jar("b/lib-2.jar") + File.pathSeparator + jar("a/other-1.jar") + "\n";
    AppFolder made = AppFolder.create(jar("target/shop-1.jar"), libraries, app);
    assertThat(made.jars())
        .containsExactly(
            app.resolve("classpath/shop-1.jar"),
            app.resolve("libs/lib-2.jar"),
            app.resolve("libs/other-1.jar"));
    assertThat(made.classPath())
        .isEqualTo(
            String.join(
                File.pathSeparator,
                "./classpath/shop-1.jar",
                "./libs/lib-2.jar",
                "./libs/other-1.jar"));
    for (Path jar : made.jars()) {
      assertThat(Files.getLastModifiedTime(jar).toMillis()).isEqualTo(1000);
    }
  }

  @Test
  void twoLibrariesOfOneNameAreRefusedAsJibWouldRenameThem() throws IOException {
    String libraries = jar("a/common-1.jar") + File.pathSeparator + jar("b/common-1.jar");
    Path program = jar("target/shop-1.jar");
    assertThatThrownBy(() -> AppFolder.create(program, libraries, folder.resolve("app")))
        .hasMessageContaining("common-1.jar");
  }

  private Path jar(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, name);
  }
}
