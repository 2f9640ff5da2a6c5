package dev.visualsimilarity.vertexai.operation;

import com.google.api.gax.rpc.ApiCallContext;
import com.google.api.gax.rpc.ApiException;
import com.google.longrunning.GetOperationRequest;
import com.google.longrunning.Operation;
import com.google.longrunning.OperationsClient;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.vertexai.ApiCalls;
import dev.visualsimilarity.vertexai.CallPolicies;
import java.time.Duration;
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
  private static final Duration LOG_EVERY = Duration.ofMinutes(1);

  private static final ApiCallContext ONE_LOOK = CallPolicies.oneAttempt(Duration.ofSeconds(30));

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
      if (since(start).compareTo(deadline) > 0) {
        throw UserException.failed(
            "%s: not done after %s; operation %s goes on in the service; run the step again with more --timeout-hours to go on with it"
                .formatted(what, text(deadline), operation.getName()));
      }
      sleep(shorter(delay, LOG_EVERY.minus(since(lastLine))), operation.getName());
      delay = shorter(delay.multipliedBy(3).dividedBy(2), LONGEST_DELAY);
      try {
        operation = look(operation.getName());
        lastAnswer = System.nanoTime();
      } catch (ApiException e) {
        if (!CallPolicies.isPassing(e) || since(lastAnswer).compareTo(patience) > 0) {
          throw calls.explained("follow operation %s (%s)".formatted(operation.getName(), what), e);
        }
        LOG.warn("{}: no answer ({}), asking again", what, e.getStatusCode().getCode());
      }
      if (since(lastLine).compareTo(LOG_EVERY) >= 0 && !operation.getDone()) {
        LOG.info(
            "{}: {} for {}, operation {}",
            what,
            OperationState.of(operation),
            text(since(start)),
            operation.getName());
        lastLine = System.nanoTime();
      }
    }
    LOG.info("{}: {} after {}", what, OperationState.of(operation), text(since(start)));
    return operation;
  }

  private Operation look(String name) {
    GetOperationRequest request = GetOperationRequest.newBuilder().setName(name).build();
    return operations.getOperationCallable().call(request, ONE_LOOK);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Duration since(long nanoTime) {
    return Duration.ofNanos(System.nanoTime() - nanoTime);
  }

  private static void sleep(Duration delay, String operation) {
    try {
      Thread.sleep(Math.max(1, delay.toMillis() + 1));
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
