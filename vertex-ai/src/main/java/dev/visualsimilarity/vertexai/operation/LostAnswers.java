package dev.visualsimilarity.vertexai.operation;

import com.google.api.gax.rpc.ApiException;
import com.google.longrunning.Operation;
import com.google.protobuf.Message;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.vertexai.CallPolicies;
import dev.visualsimilarity.vertexai.attempt.Attempt;
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
 * Has a thing made once where the answer to the request may be lost, to this attempt of the step or
 * to one that was killed: then what the request began is looked for, for as long as it may take to
 * come up, and only where there is nothing the request is sent, or sent again.
 */
public final class LostAnswers {

  private static final Logger LOG = LoggerFactory.getLogger(LostAnswers.class);

  private static final int MAX_REQUESTS = 4;

  /**
   * A request that was sent has come to the service, and what it began is shown, within this time.
   */
  public static final Duration LOOK = Duration.ofSeconds(10);

  private final StepOperations operations;
  private final Attempt attempt;
  private final Duration look;

  /**
   * @param look how long what was begun is looked for, such as {@link #LOOK}
   */
  public LostAnswers(StepOperations operations, Attempt attempt, Duration look) {
    this.operations = operations;
    this.attempt = attempt;
    this.look = look;
  }

  /**
   * Makes a thing.
   *
   * @param action as a message of its failure is to begin, such as {@code create index 'shoes'};
   *     the same in every attempt
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
    Optional<T> earlier =
        attempt.unanswered(action).flatMap(since -> find(action, look.minus(since), lookup));
    if (earlier.isPresent()) {
      return earlier.get();
    }
    for (int sent = 1; ; sent++) {
      Operation begun;
      try {
        begun = operations.begin(action, request);
      } catch (UserException e) {
        if (!isLost(e) && sent == 1) {
          attempt.refused();
          throw e;
        }
        LOG.warn("{}; looking for what was begun all the same", e.getMessage());
        Optional<T> made = find(action, look, lookup);
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

  /** Looks at least once, and no longer than all the time there is, whatever the clocks say. */
  private <T> Optional<T> find(String action, Duration limit, Supplier<Optional<T>> lookup) {
    Duration atMost = limit.compareTo(look) < 0 ? limit : look;
    return Polling.until("what was begun to " + action, atMost, lookup, Optional::isPresent);
  }

  /** Finds an operation below a resource that has not ended yet when this is called. */
  public Supplier<Optional<Operation>> later(
      String resource, Class<? extends Message> metadata, Predicate<Operation> isOurs) {
    Set<String> ended =
        operations.of(resource, metadata).stream()
            .filter(Operation::getDone)
            .map(Operation::getName)
            .collect(Collectors.toSet());
    return () ->
        operations.of(resource, metadata).stream()
            .filter(operation -> !ended.contains(operation.getName()))
            .filter(isOurs)
            .findFirst();
  }

  private static boolean isLost(UserException e) {
    return e.getCause() instanceof ApiException cause && CallPolicies.isUndecided(cause);
  }
}
