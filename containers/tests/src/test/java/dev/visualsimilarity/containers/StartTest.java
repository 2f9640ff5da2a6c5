package dev.visualsimilarity.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How the programs of the images start. */
class StartTest {

  private static final String SHARED = "source: shared objects file";

  static List<String> modules() {
    return ProjectImages.modules();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void printsItsHelp(String module) {
    ContainerEngine.Output output = Container.of(module).run("--help");
    assertThat(output.code()).as(output.text()).isZero();
    assertThat(output.stdout()).contains("Usage: " + module);
    // Java warns of the incubating module that was asked for, and of nothing else.
    assertThat(output.stderr().strip())
        .isEqualTo("WARNING: Using incubator modules: jdk.incubator.vector");
  }

  @ParameterizedTest
  @MethodSource("modules")
  void takesItsClassesFromTheArchiveOfTheImage(String module) {
    ContainerEngine.Output output =
        Container.of(module).with("JDK_JAVA_OPTIONS", "-Xlog:class+load:stdout").run("--help");
    assertThat(output.code()).as(output.text()).isZero();
    List<String> ours =
        output
            .stdout()
            .lines()
            .filter(line -> line.matches(".* dev\\.visualsimilarity\\.[\\w.]+ .*"))
            .toList();
    assertThat(ours).isNotEmpty().allMatch(line -> line.contains(SHARED));
  }

  @ParameterizedTest
  @MethodSource("modules")
  void tellsAMistakeAndExitsWith2(String module) {
    ContainerEngine.Output output = Container.of(module).run("--no-such-flag");
    assertThat(output.code()).isEqualTo(2);
    assertThat(output.stderr()).contains(module + ": ", "--help lists the options.");
  }
}
