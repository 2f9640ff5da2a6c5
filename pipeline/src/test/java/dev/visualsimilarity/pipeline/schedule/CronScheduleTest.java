package dev.visualsimilarity.pipeline.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.error.UserException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronScheduleTest {

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
