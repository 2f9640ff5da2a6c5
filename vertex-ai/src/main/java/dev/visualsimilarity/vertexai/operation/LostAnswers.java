package dev.visualsimilarity.vertexai.operation;

import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.StatusCode;
import com.google.longrunning.Operation;
import com.google.protobuf.Message;
import dev.visualsimilarity.error.UserException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a thing made once where the answer to the request may be lost: then what the request began is
 * looked for, as another attempt of the step would, and only where there is nothing the request is
 * sent again.
 */
public final class LostAnswers {

  private static final Logger LOG = LoggerFactory.getLogger(LostAnswers.class);

  private static final int MAX_REQUESTS = 4;

  /** What was begun may be shown a while later. */
  private static final Duration LOOK = Duration.ofSeconds(10);

  /** Errors that leave open whether the request was done; a server that goes cancels its calls. */
  private static final Set<StatusCode.Code> LOST =
      Set.of(
          StatusCode.Code.UNAVAILABLE,
          StatusCode.Code.DEADLINE_EXCEEDED,
          StatusCode.Code.CANCELLED);

  private final StepOperations operations;

  public LostAnswers(StepOperations operations) {
    this.operations = operations;
  }

  /**
   * Makes a thing.
   *
   * @param action as a message of its failure is to begin, such as {@code create index 'shoes'}
   * @param request begins the operation
   * @param finish waits for the operation; returns what it made
   * @param lookup finds, finished, what was made where the answer was lost
   * @throws UserException if the service refuses, or cannot be reached several times
   */
  public <T> T once(
      String action,
      Supplier<Operation> request,
      Function<Operation, T> finish,
      Supplier<Optional<T>> lookup) {
    for (int sent = 1; ; sent++) {
      Operation begun;
      try {
        begun = operations.begin(action, request);
      } catch (UserException e) {
        if (!isLost(e) && sent == 1) {
          throw e;
        }
        LOG.warn("{}; looking for what was begun all the same", e.getMessage());
        Optional<T> made =
            Polling.until("what was begun to " + action, LOOK, lookup, Optional::isPresent);
        if (made.isPresent()) {
          return made.get();
        }
        if (!isLost(e) || sent == MAX_REQUESTS) {
          throw e;
        }
        continue;
      }
      return finish.apply(begun);
    }
  }

  /** Finds an operation below a resource that is not there yet when this is called. */
  public Supplier<Optional<Operation>> later(
      String resource, Class<? extends Message> metadata, Predicate<Operation> isOurs) {
    Set<String> before =
        operations.of(resource, metadata).stream()
            .map(Operation::getName)
            .collect(Collectors.toSet());
    return () ->
        operations.of(resource, metadata).stream()
            .filter(operation -> !before.contains(operation.getName()))
            .filter(isOurs)
            .findFirst();
  }

  private static boolean isLost(UserException e) {
    return e.getCause() instanceof ApiException cause
        && LOST.contains(cause.getStatusCode().getCode());
  }
}
