package dev.visualsimilarity.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visualsimilarity.testing.StandardError;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ProgressTest {

  private static final long SECOND = 1_000_000_000L;

  @Test
  void logsEveryFiveSecondsHowFarItIs() {
    AtomicLong clock = new AtomicLong();
    String log =
        StandardError.of(
            () -> {
              Progress progress =
                  new Progress(LoggerFactory.getLogger("test"), "images", 100, clock::get);
              clock.addAndGet(100 * SECOND);
              for (int i = 0; i < 12; i++) {
                clock.addAndGet(SECOND);
                progress.add(5);
              }
            });
    assertThat(log.lines())
        .satisfiesExactly(
            line -> assertThat(line).endsWith("images 30/100, 5/s, 14 s left"),
            line -> assertThat(line).endsWith("images 55/100, 5/s, 9 s left"));
  }
}
