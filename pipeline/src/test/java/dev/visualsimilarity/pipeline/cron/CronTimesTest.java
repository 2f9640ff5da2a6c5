package dev.visualsimilarity.pipeline.cron;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronTimesTest {

  @ParameterizedTest
  @CsvSource({
    "0 3 * * 1, 2026-11-25T10:00:00Z, 2026-11-30T03:00:00Z, 2026-12-07T03:00:00Z",
    "*/20 9-10 * * *, 2026-11-25T10:40:00Z, 2026-11-26T09:00:00Z, 2026-11-26T09:20:00Z",
    // The clocks go forward on 29 March, and back on 25 October.
    "TZ=Europe/Berlin 30 6 * * *, 2026-03-28T05:00:00Z, 2026-03-28T05:30:00Z, 2026-03-29T04:30:00Z",
    "CRON_TZ=Europe/Berlin 0 0 * * *, 2026-10-24T12:00:00Z, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
    // Days of the month and of the week: one of both is enough, as of Unix cron.
    "0 0 13 * 5, 2026-11-25T10:00:00Z, 2026-11-27T00:00:00Z, 2026-12-04T00:00:00Z",
    "0 0 29 2 *, 2026-11-25T10:00:00Z, 2028-02-29T00:00:00Z, 2032-02-29T00:00:00Z"
  })
  void isDueAsUnixCronIs(String cron, Instant after, Instant first, Instant second) {
    CronTimes times = CronTimes.parse(cron);
    assertThat(times.next(after)).contains(first);
    assertThat(times.next(first)).contains(second);
  }
}
