package dev.visualsimilarity.vertexai.operation;

import com.google.api.gax.rpc.ApiCallContext;
import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.StatusCode;
import com.google.longrunning.GetOperationRequest;
import com.google.longrunning.Operation;
import com.google.longrunning.OperationsClient;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.vertexai.ApiCalls;
import dev.visualsimilarity.vertexai.CallPolicies;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for long-running operations by name, so that a lost connection or a restarted service does
 * not lose them. The first look is after 100 ms, the following ones up to 45 s apart. A line a
 * minute goes to the log.
 */
public final class OperationWaiter {

  private static final Logger LOG = LoggerFactory.getLogger(OperationWaiter.class);

  private static final Duration FIRST_DELAY = Duration.ofMillis(100);
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(45);
  private static final double DELAY_GROWTH = 1.5;
  private static final Duration LOG_EVERY = Duration.ofMinutes(1);

  private static final ApiCallContext ONE_LOOK = CallPolicies.oneAttempt(Duration.ofSeconds(30));

  /** Errors of a look at an operation that say nothing of the operation. */
  private static final Set<StatusCode.Code> PASSING =
      Set.of(
          StatusCode.Code.UNAVAILABLE,
          StatusCode.Code.DEADLINE_EXCEEDED,
          StatusCode.Code.RESOURCE_EXHAUSTED,
          StatusCode.Code.ABORTED,
          StatusCode.Code.CANCELLED,
          StatusCode.Code.INTERNAL,
          StatusCode.Code.UNKNOWN);

  private final OperationsClient operations;
  private final ApiCalls calls;
  private final Duration deadline;
  private final Duration patience;

  /**
   * @param deadline how long one operation may take
   * @param patience how long the service may be out of reach meanwhile
   */
  public OperationWaiter(
      OperationsClient operations, ApiCalls calls, Duration deadline, Duration patience) {
    this.operations = operations;
    this.calls = calls;
    this.deadline = deadline;
    this.patience = patience;
  }

  /**
   * Waits until an operation is done.
   *
   * @param what the operation in words, for messages, such as {@code creating index shoes}
   * @return the operation, done and without an error
   * @throws UserException if it fails, if the deadline passes, or if the service stays out of reach
   */
  public Operation await(String what, Operation begun) {
    Operation ended = ended(what, begun);
    OperationFailures.check(what, ended);
    return ended;
  }

  /** As {@link #await}, but an operation that failed is an answer too. */
  public Operation ended(String what, Operation begun) {
    long start = System.nanoTime();
    long lastAnswer = start;
    long lastLine = start;
    Duration delay = FIRST_DELAY;
    Operation operation = begun;
    while (!operation.getDone()) {
      Duration elapsed = since(start);
      if (elapsed.compareTo(deadline) > 0) {
        throw UserException.failed(
            "%s: not done after %s; operation %s goes on in the service; run the step again with more --timeout-hours to go on with it"
                .formatted(what, text(deadline), operation.getName()));
      }
      if (since(lastLine).compareTo(LOG_EVERY) >= 0) {
        LOG.info(
            "{}: {} for {}, operation {}",
            what,
            OperationState.of(operation),
            text(elapsed),
            operation.getName());
        lastLine = System.nanoTime();
      }
      sleep(delay, operation.getName());
      delay = longer(delay);
      try {
        operation = look(operation.getName());
        lastAnswer = System.nanoTime();
      } catch (ApiException e) {
        boolean passing = PASSING.contains(e.getStatusCode().getCode());
        if (!passing || since(lastAnswer).compareTo(patience) > 0) {
          throw calls.explained("follow operation %s (%s)".formatted(operation.getName(), what), e);
        }
        LOG.warn("{}: no answer ({}), asking again", what, e.getStatusCode().getCode());
      }
    }
    LOG.info("{}: {} after {}", what, OperationState.of(operation), text(since(start)));
    return operation;
  }

  private Operation look(String name) {
    GetOperationRequest request = GetOperationRequest.newBuilder().setName(name).build();
    return operations.getOperationCallable().call(request, ONE_LOOK);
  }

  private static Duration longer(Duration delay) {
    Duration next = Duration.ofMillis((long) (delay.toMillis() * DELAY_GROWTH));
    return next.compareTo(LONGEST_DELAY) < 0 ? next : LONGEST_DELAY;
  }

  private static Duration since(long nanoTime) {
    return Duration.ofNanos(System.nanoTime() - nanoTime);
  }

  private static void sleep(Duration delay, String operation) {
    try {
      Thread.sleep(delay.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw UserException.failed(
          "interrupted; operation %s goes on in the service".formatted(operation), e);
    }
  }

  private static String text(Duration duration) {
    if (duration.toMinutes() == 0) {
      return "%.1f s".formatted(duration.toMillis() / 1000.0);
    }
    return duration.toHours() == 0
        ? duration.toMinutes() + " min"
        : "%d h %d min".formatted(duration.toHours(), duration.toMinutesPart());
  }
}
