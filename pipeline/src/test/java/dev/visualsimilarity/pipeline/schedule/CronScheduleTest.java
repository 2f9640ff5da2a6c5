package dev.visualsimilarity.pipeline.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.error.UserException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronScheduleTest {

  private static final Instant WEDNESDAY = Instant.parse("2026-11-25T08:09:10Z");

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
    assertThat(CronSchedule.parse(fields, "").next(WEDNESDAY, Instant.MAX, 3))
        .map(Instant::toString)
        .containsExactly(times.split(" "));
  }

  @Test
  void keepsTheHourOfAZoneInSummerAndWinter() {
    CronSchedule daily = CronSchedule.parse("30 6 * * *", "Europe/Berlin");
    assertThat(daily.next(Instant.parse("2026-10-23T12:00:00Z"), Instant.MAX, 3))
        .containsExactly(
            Instant.parse("2026-10-24T04:30:00Z"),
            Instant.parse("2026-10-25T05:30:00Z"),
            Instant.parse("2026-10-26T05:30:00Z"));
  }

  @Test
  void endsWithItsPeriod() {
    CronSchedule hourly = CronSchedule.parse("0 * * * *", "");
    assertThat(hourly.next(WEDNESDAY, Instant.parse("2026-11-25T10:00:00Z"), 9))
        .isEqualTo(
            List.of(Instant.parse("2026-11-25T09:00:00Z"), Instant.parse("2026-11-25T10:00:00Z")));
  }

  @Test
  void isSentWithItsZone() {
    assertThat(CronSchedule.parse(" 30 6 * * 1 ", "Europe/Berlin").text())
        .isEqualTo("TZ=Europe/Berlin 30 6 * * 1");
    assertThat(CronSchedule.parse("CRON_TZ=America/New_York 1 * * * *", "").text())
        .isEqualTo("CRON_TZ=America/New_York 1 * * * *");
    assertThat(CronSchedule.parse("1 * * * *", "").text()).isEqualTo("1 * * * *");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "30 6 * *||cron expression '30 6 * *' is not valid",
        "0 30 6 * * 1||cron expression '0 30 6 * * 1' is not valid",
        "60 6 * * *||cron expression '60 6 * * *' is not valid",
        "0 6 * * MO||cron expression '0 6 * * MO' is not valid",
        "0 6 30 2 *||never comes",
        "0 6 * * *|Europe/Berln|there is no time zone Europe/Berln",
        "0 6 * * *|UTC+1|there is no time zone UTC+01:00 in the IANA database",
        "TZ=Europe/Berlin 0 6 * * *|UTC|names its time zone itself",
      })
  void refusesWhatIsNoTime(String text, String zone, String message) {
    assertThatThrownBy(() -> CronSchedule.parse(text, zone == null ? "" : zone))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(message);
  }
}
