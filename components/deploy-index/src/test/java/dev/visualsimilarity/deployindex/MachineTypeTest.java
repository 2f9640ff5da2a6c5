package dev.visualsimilarity.deployindex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.testing.StandardError;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines that the documentation's table has, for these shards or not, or has not. */
class MachineTypeTest {

  private static final String UNKNOWN = "n4-standard-16";

  @TempDir Path folder;

  @Test
  void oneThatIsNotInTheTableIsWarnedOfBeforeAnEndpointIsMade() throws Exception {
    try (DeployIndexStep step = new DeployIndexStep(folder)) {
      step.useNewIndex("SHARD_SIZE_MEDIUM");
      String log =
          StandardError.of(
              () ->
                  assertThat(step.run("--deployed-index-id", "a1", "--machine-type", UNKNOWN))
                      .isEqualTo(1));
      assertThat(step.errors().strip())
          .contains("machine type " + UNKNOWN + " does not serve an index")
          .hasLineCount(1);
      assertThat(log.lines().filter(line -> line.startsWith("WARN")).findFirst().orElseThrow())
          .contains(
              "--machine-type " + UNKNOWN + " is not in the documentation's table, which has",
              "e2-standard-16, n1-standard-16, e2-highmem-16, n2d-standard-32, n1-standard-32 for",
              "SHARD_SIZE_MEDIUM")
          .doesNotContain("e2-standard-2,");
      assertThat(log).containsSubsequence("WARN --machine-type", "creating index endpoint");
    }
  }

  @Test
  void oneThatIsNotInTheTableIsWarnedOfWhateverTheShardsAre() {
    String log = StandardError.of(() -> on(UNKNOWN).checkFits(""));
    assertThat(log).startsWith("WARN ").contains("which has e2-standard-2, ", " for indexes");
  }

  @Test
  void oneThatIsInTheTableIsHeldToItsShards() {
    assertThat(StandardError.of(() -> on("e2-standard-2").checkFits(""))).isEmpty();
    assertThat(StandardError.of(() -> on("e2-standard-2").checkFits("SHARD_SIZE_SMALL"))).isEmpty();
    assertThat(StandardError.of(() -> on("").checkFits("SHARD_SIZE_LARGE"))).isEmpty();
    assertThatThrownBy(() -> on("e2-standard-16").checkFits("SHARD_SIZE_LARGE"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(
            "cannot hold an index of SHARD_SIZE_LARGE; give one of e2-highmem-16,");
  }

  private static Replicas on(String machineType) {
    return Replicas.of(machineType, 0, 0);
  }
}
