package dev.visualsimilarity.pipeline.cron;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.aiplatform.v1.Schedule;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunTimesTest {

  private static final Instant WEDNESDAY = Instant.parse("2026-11-25T08:09:10Z");
  private static final Schedule HOURLY = Schedule.newBuilder().setCron("0 * * * *").build();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "30 6 * * 1-5      | 2026-11-26T06:30:00Z 2026-11-27T06:30:00Z 2026-11-30T06:30:00Z",
        "*/15 * * * *      | 2026-11-25T08:15:00Z 2026-11-25T08:30:00Z 2026-11-25T08:45:00Z",
        "0 0 1 * *         | 2026-12-01T00:00:00Z 2027-01-01T00:00:00Z 2027-02-01T00:00:00Z",
        "0 12 29 2 *       | 2028-02-29T12:00:00Z 2032-02-29T12:00:00Z 2036-02-29T12:00:00Z",
        "0 9 * * 0         | 2026-11-29T09:00:00Z 2026-12-06T09:00:00Z 2026-12-13T09:00:00Z",
        "0 9 * * 7         | 2026-11-29T09:00:00Z 2026-12-06T09:00:00Z 2026-12-13T09:00:00Z",
        "0 9 * DEC SAT,SUN | 2026-12-05T09:00:00Z 2026-12-06T09:00:00Z 2026-12-12T09:00:00Z",
        // Of days of the month and of the week, either will do.
        "0 0 27 * 6        | 2026-11-27T00:00:00Z 2026-11-28T00:00:00Z 2026-12-05T00:00:00Z",
      })
  void comesAtTheTimesOfUnixCron(String fields, String times) {
    Schedule schedule = Schedule.newBuilder().setCron(fields).build();
    assertThat(RunTimes.next(schedule, WEDNESDAY, 3))
        .map(Instant::toString)
        .containsExactly(times.split(" "));
  }

  @Test
  void keepsTheHourOfAZoneInSummerAndWinter() {
    Schedule daily = Schedule.newBuilder().setCron("TZ=Europe/Berlin 30 6 * * *").build();
    assertThat(RunTimes.next(daily, Instant.parse("2026-10-23T12:00:00Z"), 3))
        .containsExactly(
            Instant.parse("2026-10-24T04:30:00Z"),
            Instant.parse("2026-10-25T05:30:00Z"),
            Instant.parse("2026-10-26T05:30:00Z"));
  }

  @Test
  void beginsAndEndsWithItsPeriod() {
    Schedule schedule =
        HOURLY.toBuilder()
            .setStartTime(time("2026-11-25T10:00:00Z"))
            .setEndTime(time("2026-11-25T11:00:00Z"))
            .build();
    assertThat(RunTimes.next(schedule, WEDNESDAY, 9))
        .containsExactly(
            Instant.parse("2026-11-25T10:00:00Z"), Instant.parse("2026-11-25T11:00:00Z"));
    assertThat(RunTimes.next(schedule, Instant.parse("2026-11-25T10:00:00Z")))
        .contains(Instant.parse("2026-11-25T11:00:00Z"));
    assertThat(RunTimes.next(schedule, Instant.parse("2026-11-25T11:00:00Z"))).isEmpty();
  }

  @Test
  void endsWithTheRunsThatItMayStart() {
    Schedule schedule = HOURLY.toBuilder().setMaxRunCount(3).setStartedRunCount(1).build();
    assertThat(RunTimes.next(schedule, WEDNESDAY, 9)).hasSize(2);
    assertThat(RunTimes.next(schedule.toBuilder().setStartedRunCount(3).build(), WEDNESDAY))
        .isEmpty();
  }

  private static Timestamp time(String text) {
    return Timestamp.newBuilder().setSeconds(Instant.parse(text).getEpochSecond()).build();
  }
}
