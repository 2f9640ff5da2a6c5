package dev.visualsimilarity.pipeline.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.aiplatform.v1.LocationName;
import com.google.cloud.aiplatform.v1.Schedule;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.vertexai.operation.OperationTimes;
import io.grpc.Status;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class SchedulesTest {

  private static final LocationName PARENT = LocationName.of("shop", "us-central1");
  private static final Schedule DAILY =
      Schedule.newBuilder().setDisplayName("Shoes").setCron("30 6 * * *").build();

  private FakeSchedules vertex;

  @BeforeEach
  void start() throws IOException {
    vertex = new FakeSchedules();
    vertex.add(DAILY, OperationTimes.CLOCK_SKEW.plusMinutes(1));
  }

  @AfterEach
  void stop() {
    vertex.close();
  }

  @Test
  void aScheduleWhoseAnswerWasLostIsFoundAndNotCreatedTwice() {
    vertex.loseAnswers(Status.UNAVAILABLE, 2);
    assertThat(create(CreatedOnce.PATIENCE).getName()).endsWith("/schedules/1");
    assertThat(vertex.calls()).isEqualTo(1);
    // It need not be on the first page otherwise.
    assertThat(vertex.listed())
        .isNotEmpty()
        .allMatch(look -> look.getOrderBy().equals("create_time desc"));
  }

  @ParameterizedTest
  @EnumSource(names = {"UNAVAILABLE", "DEADLINE_EXCEEDED", "INTERNAL"})
  void oneThatDoesNotAppearMayExistAndIsToBeLookedFor(Status.Code code) {
    vertex.loseAnswers(code.toStatus().withDescription("lost"), Integer.MAX_VALUE);
    assertThatThrownBy(() -> create(Duration.ofMillis(300)))
        .isInstanceOf(UserException.class)
        .hasMessageMatching(
            "cannot create schedule Shoes: ((?!again|check).)*lost[^;]*; it may exist all the same: look"
                + " with visual-similarity schedule list before you create it again");
    assertThat(vertex.calls()).isEqualTo(1);
  }

  @Test
  void aRefusalIsOneThoughThereIsOneLikeIt() {
    vertex.add(DAILY, Duration.ZERO);
    vertex.loseAnswers(Status.PERMISSION_DENIED.withDescription("not yours"), 9);
    assertThatThrownBy(() -> create(CreatedOnce.PATIENCE))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("permission denied: not yours")
        .hasMessageNotContaining("may exist");
  }

  private Schedule create(Duration patience) {
    try (Schedules schedules = new Schedules(vertex.endpoint(), patience)) {
      return schedules.create(PARENT, DAILY);
    }
  }
}
