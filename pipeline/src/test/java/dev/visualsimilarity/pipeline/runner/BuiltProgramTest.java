package dev.visualsimilarity.pipeline.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.error.UserException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuiltProgramTest {

  @TempDir private Path folder;

  @Test
  void runsTheMainClassOfAModuleOnTheClassPathThatItsBuildLeft() throws Exception {
    Path module = built(folder.resolve("my module"));
    Process process =
        BuiltProgram.of(module, Arguments.class.getName(), List.of("--help", "two words")).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(output).isEqualTo("[--help, two words]\n");
  }

  @Test
  void aModuleThatIsNotBuiltIsAUsersMistake() {
    assertThatThrownBy(() -> BuiltProgram.of(folder.resolve("benchmarks"), "Main", List.of()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("module benchmarks is not built", "mvn package");
  }

  private static Path built(Path module) throws IOException {
    Files.createDirectories(module.resolve("target/classes"));
    Path app = Files.createDirectories(module.resolve("target/app"));
    String classPath = System.getProperty("java.class.path");
    Files.writeString(app.resolve("dependencies"), classPath + File.pathSeparator);
    return module;
  }

  /** Prints what it was given. */
  static final class Arguments {
    private Arguments() {}

    public static void main(String[] args) {
      System.out.print(List.of(args) + "\n");
    }
  }
}
