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
   * @return the index as it is when it is built
   */
  Index create(String parent, Index wanted) {
    String what = "creating index '%s'".formatted(wanted.getDisplayName());
    Optional<Operation> earlier =
        earlier(CreateIndexOperationMetadata.class)
            .flatMap(operation -> operations.resumed(what, operation));
    if (earlier.isPresent()) {
      return finished(what, earlier.get());
    }
    EarlierIndexes earlierIndexes = new EarlierIndexes(indexes, operations, attempt);
    return earlierIndexes
        .find(parent, what)
        .orElseGet(
            () ->
                answers.once(
                    "create index '%s'".formatted(wanted.getDisplayName()),
                    () -> indexes.create(parent, wanted),
                    begun -> finished(what, begun),
                    () -> earlierIndexes.find(parent, what)));
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

  /** Has the next attempt of the step begin anew. */
  void discard() {
    attempt.discard();
  }

  /** The operation that an earlier attempt began, unless it has failed or its index is gone. */
  private Optional<Operation> earlier(Class<? extends Message> metadata) {
    List<Operation> latestFirst = new ArrayList<>(operations.earlier());
    Collections.reverse(latestFirst);
    for (Operation operation : latestFirst) {
      if (operation.getMetadata().is(metadata)) {
        if (operation.hasError()) {
          LOG.warn(
              "operation {} of an earlier attempt failed ({}): beginning anew",
              operation.getName(),
              operation.getError().getMessage());
          return Optional.empty();
        }
        String index = StepOperations.resource(operation);
        if (operation.getDone() && indexes.find(index).isEmpty()) {
          LOG.warn("{} of an earlier attempt is no longer there: beginning anew", index);
          return Optional.empty();
        }
        return Optional.of(operation);
      }
    }
    return Optional.empty();
  }

  private Index adopted(String what, Operation operation) {
    operations.adopt(operation);
    return finished(what, operation);
  }

  private Index finished(String what, Operation begun) {
    Operation ended = operations.ended(what, begun);
    validation.accept(ValidationStats.of(ended));
    OperationFailures.check(what, ended);
    try {
      // The answer's own copy of the index is older than the statistics.
      return indexes.get(ended.getResponse().unpack(Index.class).getName());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(
          what + " was answered with " + ended.getResponse().getTypeUrl(), e);
    }
  }
}
