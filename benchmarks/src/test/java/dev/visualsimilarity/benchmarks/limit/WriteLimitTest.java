package dev.visualsimilarity.benchmarks.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteLimitTest {

  @TempDir private Path folder;

  @Test
  void leavesNothingBehind() throws IOException {
    Rate rate = WriteLimit.measure(folder, 5_000_001, 7);
    assertThat(rate.imagesPerSecond()).isPositive();
    assertThat(folder).isEmptyDirectory();
  }
}
