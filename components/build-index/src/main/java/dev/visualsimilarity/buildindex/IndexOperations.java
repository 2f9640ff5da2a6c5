package dev.visualsimilarity.buildindex;

import com.google.cloud.aiplatform.v1.CreateIndexOperationMetadata;
import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.UpdateIndexOperationMetadata;
import com.google.longrunning.Operation;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.visualsimilarity.vertexai.attempt.Attempt;
import dev.visualsimilarity.vertexai.operation.LostAnswers;
import dev.visualsimilarity.vertexai.operation.OperationFailures;
import dev.visualsimilarity.vertexai.operation.StepOperations;
import dev.visualsimilarity.vertexai.operation.ValidationStats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has an index created or updated, once: what an earlier attempt of the step began is gone on with.
 */
final class IndexOperations {

  private static final Logger LOG = LoggerFactory.getLogger(IndexOperations.class);

  private final IndexResources indexes;
  private final StepOperations operations;
  private final Attempt attempt;
  private final LostAnswers answers;
  private final Consumer<ValidationStats> validation;

  /**
   * @param look how long what was begun is looked for, see {@link LostAnswers}
   * @param validation hears what the service found in the data, be it good or bad
   */
  IndexOperations(
      IndexResources indexes,
      StepOperations operations,
      Attempt attempt,
      Duration look,
      Consumer<ValidationStats> validation) {
    this.indexes = indexes;
    this.operations = operations;
    this.attempt = attempt;
    this.answers = new LostAnswers(operations, attempt, look);
    this.validation = validation;
  }

  /**
   * Creates an index, unless an earlier attempt did.
   *
   * @param parent project and location
   * @param contents the directory of its data, as in its metadata
   * @return the index as it is when it is built
   */
  Index create(String parent, Index wanted, String contents) {
    String what = "creating index '%s'".formatted(wanted.getDisplayName());
    Optional<Operation> earlier =
        earlier(CreateIndexOperationMetadata.class)
            .flatMap(operation -> operations.resumed(what, operation));
    if (earlier.isPresent()) {
      return finished(what, earlier.get());
    }
    EarlierIndexes earlierIndexes = new EarlierIndexes(indexes, operations, attempt, this::check);
    Supplier<Optional<Index>> lookup = () -> earlierIndexes.find(parent, what, contents);
    return lookup
        .get()
        .orElseGet(
            () ->
                answers.once(
                    "create index '%s'".formatted(wanted.getDisplayName()),
                    () -> indexes.create(parent, wanted),
                    begun -> finished(what, begun),
                    lookup));
  }

  /** Gives an index new content; returns it as it is when that is done. */
  Index update(Index changed) {
    String what = "updating index " + changed.getName();
    Optional<Operation> earlier =
        earlier(UpdateIndexOperationMetadata.class)
            .filter(operation -> operation.getName().startsWith(changed.getName() + "/"))
            .flatMap(operation -> operations.resumed(what, operation));
    if (earlier.isPresent()) {
      return finished(what, earlier.get());
    }
    // The service refuses a second update meanwhile. One whose answer was lost is done again, with
    // the same result.
    for (Operation running : operations.of(changed.getName(), UpdateIndexOperationMetadata.class)) {
      if (!running.getDone()) {
        operations.ended("another update of index " + changed.getName(), running);
      }
    }
    Supplier<Optional<Operation>> later =
        answers.later(changed.getName(), UpdateIndexOperationMetadata.class, operation -> true);
    return answers.once(
        "update index " + changed.getName(),
        () -> indexes.update(changed),
        begun -> finished(what, begun),
        () -> later.get().map(operation -> adopted(what, operation)));
  }

  /**
   * Tells the version of the data and how many vectors the index is to hold; see {@link
   * Attempt#input}.
   */
  long input(String version, long vectors) {
    return attempt.input(version, vectors);
  }

  /** The operation that an earlier attempt began, unless there is a reason to begin anew. */
  private Optional<Operation> earlier(Class<? extends Message> metadata) {
    List<Operation> latestFirst = new ArrayList<>(operations.earlier());
    Collections.reverse(latestFirst);
    Optional<Operation> latest =
        latestFirst.stream().filter(one -> one.getMetadata().is(metadata)).findFirst();
    Optional<String> reason = latest.flatMap(this::reasonToBeginAnew);
    reason.ifPresent(text -> LOG.warn("{}: beginning anew", text));
    return reason.isPresent() ? Optional.empty() : latest;
  }

  private Optional<String> reasonToBeginAnew(Operation operation) {
    if (!operation.getDone() || operations.isMistakeAgain(operation)) {
      return Optional.empty();
    }
    String name = operation.getName();
    if (operation.hasError()) {
      return Optional.of(
          "operation %s of an earlier attempt failed (%s)"
              .formatted(name, operation.getError().getMessage()));
    }
    if (attempt.isInputChanged()) {
      return Optional.of("the data have changed since operation %s".formatted(name));
    }
    String index = StepOperations.resource(operation);
    return indexes.find(index).isPresent()
        ? Optional.empty()
        : Optional.of("%s of an earlier attempt is no longer there".formatted(index));
  }

  private Index adopted(String what, Operation operation) {
    operations.adopt(operation);
    return finished(what, operation);
  }

  private void check(String what, Operation ended) {
    validation.accept(ValidationStats.of(ended));
    OperationFailures.check(what, ended);
  }

  private Index finished(String what, Operation begun) {
    Operation ended = operations.ended(what, begun);
    check(what, ended);
    try {
      // The answer's own copy of the index is older than the statistics.
      return indexes.get(ended.getResponse().unpack(Index.class).getName());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(
          what + " was answered with " + ended.getResponse().getTypeUrl(), e);
    }
  }
}
