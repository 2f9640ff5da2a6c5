package dev.visualsimilarity.vertexai.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.gax.grpc.GrpcStatusCode;
import com.google.api.gax.rpc.ApiExceptionFactory;
import dev.visualsimilarity.error.UserException;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class PollingTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private final Deque<Object> script = new ArrayDeque<>();
  private int looks;

  @Test
  void looksAgainUntilItIsGood() {
    answers("young", "young", "ripe");
    assertThat(until(LONG)).isEqualTo("ripe");
    assertThat(looks).isEqualTo(3);
  }

  @Test
  void whatIsGoodAtOnceIsSeenOnce() {
    answers("ripe");
    assertThat(until(Duration.ZERO)).isEqualTo("ripe");
    assertThat(looks).isEqualTo(1);
  }

  @Test
  void whenTheTimeIsOverTheLastLookIsTheAnswer() {
    answers("young");
    assertThat(until(Duration.ofMillis(250))).isEqualTo("young");
    assertThat(looks).isGreaterThan(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.Code.class,
      names = {"UNAVAILABLE", "DEADLINE_EXCEEDED", "RESOURCE_EXHAUSTED", "INTERNAL", "ABORTED"})
  void anErrorThatPassesIsNoAnswer(Status.Code code) {
    answers(failure(code), failure(code), "ripe");
    assertThat(until(LONG)).isEqualTo("ripe");
    assertThat(looks).isEqualTo(3);
  }

  @Test
  void anErrorThatPassesIsNoAnswerPastTheLimitEither() {
    answers(failure(Status.Code.UNAVAILABLE), "young");
    assertThat(until(Duration.ZERO)).isEqualTo("young");
    assertThat(looks).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.Code.class,
      names = {"NOT_FOUND", "PERMISSION_DENIED", "INVALID_ARGUMENT", "UNAUTHENTICATED"})
  void anErrorThatLastsEndsTheWaitAtOnce(Status.Code code) {
    UserException failure = failure(code);
    answers("young", failure, "ripe");
    assertThatThrownBy(() -> until(LONG)).isSameAs(failure);
    assertThat(looks).isEqualTo(2);
  }

  @Test
  void aMistakeOfTheUserEndsTheWaitAtOnce() {
    UserException mistake = UserException.failed("no such thing");
    answers(mistake, "ripe");
    assertThatThrownBy(() -> until(LONG)).isSameAs(mistake);
  }

  @Test
  void whoIsInterruptedSaysWhatItWaitedFor() {
    answers("young");
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> until(LONG))
        .isInstanceOf(UserException.class)
        .hasMessage("the fruit: interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  private void answers(Object... answers) {
    script.addAll(Arrays.asList(answers));
  }

  private String until(Duration limit) {
    Supplier<String> look =
        () -> {
          looks++;
          Object answer = script.size() > 1 ? script.poll() : script.peek();
          if (answer instanceof UserException failure) {
            throw failure;
          }
          return (String) answer;
        };
    return Polling.until("the fruit", limit, look, "ripe"::equals);
  }

  private static UserException failure(Status.Code code) {
    return UserException.failed(
        "cannot look",
        ApiExceptionFactory.createException(
            code.toStatus().asRuntimeException(), GrpcStatusCode.of(code), false));
  }
}
