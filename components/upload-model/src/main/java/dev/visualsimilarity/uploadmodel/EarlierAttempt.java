package dev.visualsimilarity.uploadmodel;

import com.google.longrunning.Operation;
import dev.visualsimilarity.vertexai.attempt.Attempt;
import dev.visualsimilarity.vertexai.operation.OperationTimes;
import dev.visualsimilarity.vertexai.operation.Polling;
import dev.visualsimilarity.vertexai.operation.StepOperations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an attempt of the step before this one created: found by the operation that it began, else
 * by the label of the step; where an answer was lost, after waiting for creations that are not
 * shown yet.
 *
 * @param <T> the kind of resource
 */
final class EarlierAttempt<T> {

  /** A model or an endpoint is created within this time. */
  static final Duration PATIENCE = Duration.ofMinutes(15);

  private static final Logger LOG = LoggerFactory.getLogger(EarlierAttempt.class);

  private final StepOperations operations;
  private final Attempt attempt;
  private final Duration patience;
  private final Creation<T> creation;

  /**
   * @param patience how long creations are waited for that may be others', such as {@link
   *     #PATIENCE}
   */
  EarlierAttempt(
      StepOperations operations, Attempt attempt, Duration patience, Creation<T> creation) {
    this.operations = operations;
    this.attempt = attempt;
    this.patience = patience;
    this.creation = creation;
  }

  /** What was seen of an earlier request: what it made, or which operations may be doing so. */
  private record Sight<T>(Optional<T> found, List<String> running) {

    boolean isClear() {
      return found.isPresent() || running.isEmpty();
    }
  }

  /**
   * The operation that it began, ended; none if it was cancelled, if what it made is gone, or if it
   * failed by something that may have passed.
   *
   * @param what the operation in words, for messages, such as {@code uploading model 'shop'}
   */
  Optional<Operation> operation(String what) {
    List<Operation> latestFirst = new ArrayList<>(operations.earlier());
    Collections.reverse(latestFirst);
    Optional<Operation> latest =
        latestFirst.stream().filter(one -> one.getMetadata().is(creation.metadata())).findFirst();
    Optional<String> reason = latest.flatMap(this::reasonToBeginAnew);
    reason.ifPresent(text -> LOG.warn("{}: beginning anew", text));
    return reason.isPresent()
        ? Optional.empty()
        : latest.flatMap(one -> operations.resumed(what, one));
  }

  private Optional<String> reasonToBeginAnew(Operation operation) {
    if (!operation.getDone() || operations.isMistakeAgain(operation)) {
      return Optional.empty();
    }
    if (operation.hasError()) {
      return Optional.of(
          "operation %s of an earlier attempt failed (%s)"
              .formatted(operation.getName(), operation.getError().getMessage()));
    }
    String resource = StepOperations.resource(operation);
    return creation.shown().test(resource)
        ? Optional.empty()
        : Optional.of(resource + " of an earlier attempt is no longer there");
  }

  /** The resource that has the label of the step. */
  Optional<T> labelled() {
    return creation.labelled().get().stream().findFirst();
  }

  /**
   * The resource, where a request was sent whose answer is lost. Only its label says for sure that
   * it is ours, and while it is being created that is not shown: then whatever operation was begun
   * since and may be creating it is waited for.
   *
   * @param parent project and location
   */
  Optional<T> unheard(String parent) {
    Sight<T> first = look(parent);
    if (first.isClear()) {
      return first.found();
    }
    LOG.info("waiting for what an earlier request may have begun: {}", first.running());
    Sight<T> last =
        Polling.until(
            "what an earlier request may have begun", patience, () -> look(parent), Sight::isClear);
    if (!last.isClear()) {
      LOG.warn("taken for somebody else's after {} min: {}", patience.toMinutes(), last.running());
    }
    return last.found();
  }

  private Sight<T> look(String parent) {
    // Before the labels: what ends in between has its resource shown.
    List<String> running = attempt.begun().map(since -> running(parent, since)).orElseGet(List::of);
    return new Sight<>(labelled(), running);
  }

  private List<String> running(String parent, Instant since) {
    return operations.of(parent, creation.metadata()).stream()
        .filter(one -> !one.getDone())
        .filter(one -> OperationTimes.isSince(since, one, creation.metadata()))
        .filter(one -> creation.mayBeOurs().test(StepOperations.resource(one)))
        .map(Operation::getName)
        .toList();
  }
}
