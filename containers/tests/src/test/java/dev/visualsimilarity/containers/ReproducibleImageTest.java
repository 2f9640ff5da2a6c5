package dev.visualsimilarity.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same sources give the same image: built again from scratch, elsewhere, by empty caches. */
class ReproducibleImageTest {

  private static final long MINUTES = 15;
  private static final String MODULE = "preprocess";
  private static final String DIGEST = "target/jib-image.digest";

  @TempDir private Path folder;

  @Test
  @Timeout(value = 2 * MINUTES, unit = TimeUnit.MINUTES)
  void anotherBuildGivesTheSameDigest() throws Exception {
    // Of another length than the project's path, which has made a difference.
    Path copy = folder.resolve("a-copy-of-" + ProjectImages.ROOT.getFileName());
    copySources(copy);
    Path log = folder.resolve("log.txt");
    String cache = folder.resolve("cache").toString();
    Process maven =
        new ProcessBuilder(
                "mvn",
                "-B",
                "-ntp",
                "-P",
                "image,own-base",
                "-pl",
                "containers/tools,components/" + MODULE,
                "-am",
                "-Dmaven.test.skip",
                "-Dspotless.check.skip",
                "-Denforcer.skip",
                "-Djib.baseImageCache=" + cache,
                "-Djib.applicationCache=" + cache,
                "package",
                "jib:buildTar")
            .directory(copy.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(maven.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
    assertThat(maven.exitValue()).as(() -> read(log)).isZero();
    assertThat(copy.resolve("components").resolve(MODULE).resolve(DIGEST))
        .hasSameTextualContentAs(ProjectImages.folder(MODULE).resolve(DIGEST));
  }

  /** A clone has the sources of the last commit; those of this build may be newer. */
  private void copySources(Path copy) throws Exception {
    run(List.of("git", "clone", "--quiet", ProjectImages.ROOT.toString(), copy.toString()));
    Path list = folder.resolve("files.txt");
    Process files =
        new ProcessBuilder("git", "ls-files", "--modified", "--others", "--exclude-standard")
            .directory(ProjectImages.ROOT.toFile())
            .redirectOutput(list.toFile())
            .start();
    assertThat(files.waitFor()).isZero();
    for (String file : Files.readAllLines(list)) {
      Path target = copy.resolve(file);
      Files.createDirectories(target.getParent());
      Files.deleteIfExists(target);
      if (Files.exists(ProjectImages.ROOT.resolve(file))) {
        Files.copy(ProjectImages.ROOT.resolve(file), target);
      }
    }
  }

  private static void run(List<String> words) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder(words).inheritIO().start().waitFor()).isZero();
  }

  private static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
