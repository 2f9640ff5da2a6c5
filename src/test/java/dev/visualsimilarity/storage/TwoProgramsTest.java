package dev.visualsimilarity.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that write one local file at the same time: the locks of one do not bind itself. */
class TwoProgramsTest {

  private static final int PROGRAMS = 3;
  private static final int TIMES = 400;

  @TempDir private Path folder;

  /** Writes a file again and again. */
  public static final class Writer {
    public static void main(String[] args) throws IOException {
      StorageUri uri = StorageUri.parse(args[0]);
      byte[] content = args[1].repeat(1000).getBytes(StandardCharsets.UTF_8);
      LocalStorage storage = new LocalStorage();
      for (int i = 0; i < TIMES; i++) {
        try (PendingObject object = storage.write(uri)) {
          object.write(content);
          object.commit();
        }
      }
    }
  }

  @Test
  void noneTakesTheFileOfAnotherForAbandoned() throws Exception {
    Path file = folder.resolve("a.txt");
    List<Process> programs = new ArrayList<>();
    for (int i = 0; i < PROGRAMS; i++) {
      programs.add(start(file, Integer.toString(i)));
    }
    for (Process program : programs) {
      String output = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(program.waitFor()).as(output).isZero();
    }
    assertThat(Files.readString(file)).matches("(0{1000}|1{1000}|2{1000})");
    assertThat(folder.toFile().list()).containsExactly("a.txt");
  }

  private static Process start(Path file, String content) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Writer.class.getName(),
            file.toString(),
            content)
        .redirectErrorStream(true)
        .start();
  }
}
