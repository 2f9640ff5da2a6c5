package dev.visualsimilarity.emulator.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which kernel a process chooses, by its flags. */
class KernelChoiceTest {
  private static final String MODULE = "--add-modules=jdk.incubator.vector";

  /** What the processes run. */
  static final class Program {
    private Program() {}

    public static void main(String[] args) {
      float[] ones = {1, 1, 1};
      for (int i = 0; i < 2; i++) {
        System.out.println("dot " + Kernels.active().dot(ones, 0, ones, 0, 3));
      }
    }
  }

  @Test
  void withoutTheModuleScalarCodeIsUsedAndTheFlagIsNamedOnce() throws Exception {
    String output = run();

    assertThat(output)
        .containsOnlyOnce("Vectors are compared by")
        .contains("scalar code", "--add-modules jdk.incubator.vector", "dot 3.0");
  }

  @Test
  void withTheModuleTheVectorApiIsUsed() throws Exception {
    assertThat(run(MODULE))
        .containsOnlyOnce("Vectors are compared by")
        .contains("the Vector API", "dot 3.0")
        .doesNotContain("--add-modules");
  }

  @Test
  void aPropertyChoosesOne() throws Exception {
    assertThat(run(MODULE, "-Dvisual-similarity.kernel=scalar")).contains("scalar code");
  }

  @Test
  void aKernelThatCannotBeUsedIsRefused() throws Exception {
    assertThat(run("-Dvisual-similarity.kernel=vector-api"))
        .contains("the kernel vector-api needs the flag --add-modules jdk.incubator.vector");
  }

  private static String run(String... flags) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Arrays.asList(flags));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Program.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }
}
