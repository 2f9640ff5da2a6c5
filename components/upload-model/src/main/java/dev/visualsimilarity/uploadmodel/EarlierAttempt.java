package dev.visualsimilarity.uploadmodel;

import com.google.longrunning.Operation;
import com.google.protobuf.Message;
import dev.visualsimilarity.vertexai.operation.StepOperations;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an attempt of the step before this one created: found by the operation that it began, else
 * by the label of the step, else by waiting for creations that are not shown yet.
 *
 * @param <T> the kind of resource
 */
final class EarlierAttempt<T> {

  private static final Logger LOG = LoggerFactory.getLogger(EarlierAttempt.class);

  private final StepOperations operations;
  private final Class<? extends Message> creation;
  private final Supplier<List<T>> labelled;
  private final Predicate<String> shown;

  /**
   * @param creation the metadata of operations that create such a resource
   * @param labelled the resources with the label of the step
   * @param shown whether the service shows a resource of a name
   */
  EarlierAttempt(
      StepOperations operations,
      Class<? extends Message> creation,
      Supplier<List<T>> labelled,
      Predicate<String> shown) {
    this.operations = operations;
    this.creation = creation;
    this.labelled = labelled;
    this.shown = shown;
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
        latestFirst.stream().filter(one -> one.getMetadata().is(creation)).findFirst();
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
    return shown.test(resource)
        ? Optional.empty()
        : Optional.of(resource + " of an earlier attempt is no longer there");
  }

  /**
   * The resource, where the name of its operation is lost.
   *
   * @param parent project and location
   */
  Optional<T> resource(String parent) {
    // Before the labels: what ends in between has its resource shown.
    List<Operation> creations =
        operations.of(parent, creation).stream().filter(one -> !one.getDone()).toList();
    Optional<T> found = labelled.get().stream().findFirst();
    if (found.isPresent()) {
      return found;
    }
    for (Operation running : creations) {
      if (!shown.test(StepOperations.resource(running))) {
        operations.ended("operation that an earlier attempt may have begun", running);
      }
    }
    return labelled.get().stream().findFirst();
  }
}
