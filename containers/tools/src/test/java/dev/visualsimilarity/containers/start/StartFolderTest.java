package dev.visualsimilarity.containers.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartFolderTest {

  @TempDir private Path root;

  @Test
  void isEmptyWhateverAnEarlierBuildLeft() throws Exception {
    Files.createDirectories(root.resolve("shop/libs"));
    Files.writeString(root.resolve("shop/libs/old.jar"), "old");
    try (StartFolder start = StartFolder.take(root, "shop")) {
      assertThat(start.path()).isEqualTo(root.resolve("shop")).isEmptyDirectory();
      Files.writeString(start.path().resolve("new.jar"), "new");
    }
    assertThat(root.resolve("shop")).doesNotExist();
  }

  @Test
  void isLockedForOtherBuildsUntilItIsClosed() throws Exception {
    Path lock = root.resolve("shop.lock");
    StartFolder start = StartFolder.take(root, "shop");
    assertThat(isFree(lock)).isFalse();
    start.close();
    assertThat(isFree(lock)).isTrue();
  }

  @Test
  void modulesDoNotWaitForEachOther() throws Exception {
    try (StartFolder shop = StartFolder.take(root, "shop");
        StartFolder mall = StartFolder.take(root, "mall")) {
      assertThat(shop.path()).isNotEqualTo(mall.path());
    }
  }

  /** Asked by another process, for a Java machine does not wait for itself but fails. */
  private static boolean isFree(Path lock) throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Other.class.getName(),
                lock.toString())
            .inheritIO()
            .start();
    return other.waitFor() == 0;
  }

  /** Exits with 0 if it can lock the file. */
  static final class Other {
    private Other() {}

    /** Tries. */
    public static void main(String[] args) throws Exception {
      try (FileChannel channel = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE);
          FileLock lock = channel.tryLock()) {
        System.exit(lock == null ? 1 : 0);
      }
    }
  }
}
