package dev.visualsimilarity.pipeline.runner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JvmFlagsTest {

  private static final String UNSAFE = "--sun-misc-unsafe-memory-access=allow";

  @Test
  void anOlderJavaWouldNotStartWithTheFlagsOfANewerOne() {
    assertThat(JvmFlags.ofProcesses(17)).doesNotContain(UNSAFE);
    assertThat(JvmFlags.ofProcesses(23)).doesNotContain(UNSAFE);
    assertThat(JvmFlags.ofProcesses(24)).contains(UNSAFE);
    assertThat(JvmFlags.ofProcesses(25)).contains(UNSAFE, "-XX:MaxRAMPercentage=70");
  }
}
