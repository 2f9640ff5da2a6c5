package dev.visualsimilarity.pipeline.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.aiplatform.v1.LocationName;
import com.google.cloud.aiplatform.v1.PipelineJob;
import com.google.cloud.aiplatform.v1.Schedule;
import com.google.protobuf.util.Timestamps;
import dev.visualsimilarity.error.UserException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ScheduleOptionsTest {

  private static final LocationName PARENT = LocationName.of("shop", "us-central1");
  private static final Instant NOW = Instant.parse("2026-11-25T08:09:10Z");

  @Test
  void isTheScheduleThatTheFlagsDescribe() {
    Schedule schedule =
        schedule(
            "--time-zone=Europe/Berlin",
            "--start-time=2026-12-01",
            "--end-time=2026-12-24T18:00+01:00",
            "--max-runs=4",
            "--max-concurrent-runs=2",
            "--allow-queueing");
    assertThat(schedule.getDisplayName()).isEqualTo("Shoes");
    assertThat(schedule.getCron()).isEqualTo("TZ=Europe/Berlin 30 6 * * *");
    assertThat(Timestamps.toString(schedule.getStartTime())).isEqualTo("2026-11-30T23:00:00Z");
    assertThat(Timestamps.toString(schedule.getEndTime())).isEqualTo("2026-12-24T17:00:00Z");
    assertThat(schedule.getMaxRunCount()).isEqualTo(4);
    assertThat(schedule.getMaxConcurrentRunCount()).isEqualTo(2);
    assertThat(schedule.getMaxConcurrentActiveRunCount()).isEqualTo(2);
    assertThat(schedule.getAllowQueueing()).isTrue();
    assertThat(schedule.getCreatePipelineJobRequest().getParent()).isEqualTo(PARENT.toString());
    assertThat(schedule.getCreatePipelineJobRequest().getPipelineJobId()).isEmpty();
    assertThat(NextRuns.lines(schedule, NOW))
        .hasSize(4)
        .first()
        .isEqualTo("Tue 2026-12-01 06:30 Europe/Berlin   Tue 2026-12-01 05:30 UTC");
  }

  @Test
  void goesOnForEverWithOneRunAtOnceByDefault() {
    Schedule schedule = schedule();
    assertThat(schedule.hasStartTime()).isFalse();
    assertThat(schedule.hasEndTime()).isFalse();
    assertThat(schedule.getMaxRunCount()).isZero();
    assertThat(schedule.getMaxConcurrentRunCount()).isEqualTo(1);
    assertThat(NextRuns.lines(schedule, NOW))
        .hasSize(5)
        .first()
        .isEqualTo("Thu 2026-11-26 06:30 UTC");
  }

  @Test
  void aTimeThatIsTheVeryStartCounts() {
    assertThat(NextRuns.lines(schedule("--start-time=2026-12-01T06:30"), NOW))
        .first()
        .isEqualTo("Tue 2026-12-01 06:30 UTC");
  }

  @Test
  void aPeriodMayHoldNothingButARunAtItsStart() {
    Schedule schedule = schedule("--start-time=2026-12-24T06:30", "--end-time=2026-12-24T07:00");
    assertThat(NextRuns.lines(schedule, NOW)).containsExactly("Thu 2026-12-24 06:30 UTC");
  }

  @Test
  void oneThatIsPausedOrHasNoRunsLeftHasNoNextRuns() {
    Schedule schedule = schedule("--max-runs=3");
    assertThat(NextRuns.lines(schedule.toBuilder().setStartedRunCount(2).build(), NOW)).hasSize(1);
    assertThat(NextRuns.lines(schedule.toBuilder().setStartedRunCount(3).build(), NOW)).isEmpty();
    assertThat(NextRuns.lines(schedule.toBuilder().setState(Schedule.State.PAUSED).build(), NOW))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--max-runs=-1|--max-runs is -1; give 1 or more",
        "--max-concurrent-runs=0|--max-concurrent-runs is 0",
        "--start-time=soon|--start-time is no time: 'soon'; give a day (2026-12-24)",
        "--end-time=2026-12-24T18|--end-time is no time",
        "--end-time=2026-11-26T06:00|--end-time 2026-11-26T06:00 is before the first run; --cron"
            + " '30 6 * * *' comes first at Thu 2026-11-26 06:30 UTC",
      })
  void saysWhatIsWrongWithAFlag(String flag, String message) {
    assertThatThrownBy(() -> schedule(flag))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(message);
  }

  private static Schedule schedule(String... flags) {
    ScheduleOptions options = new ScheduleOptions();
    List<String> all = new ArrayList<>(List.of("--cron=30 6 * * *"));
    all.addAll(List.of(flags));
    new CommandLine(options).parseArgs(all.toArray(String[]::new));
    PipelineJob job = PipelineJob.newBuilder().setDisplayName("Shoes").build();
    return options.schedule(PARENT, job, NOW);
  }
}
