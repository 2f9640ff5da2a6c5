package dev.visualsimilarity.buildindex;

import com.google.cloud.aiplatform.v1.CreateIndexOperationMetadata;
import com.google.cloud.aiplatform.v1.Index;
import com.google.longrunning.Operation;
import dev.visualsimilarity.vertexai.attempt.Attempt;
import dev.visualsimilarity.vertexai.operation.OperationFailures;
import dev.visualsimilarity.vertexai.operation.OperationTimes;
import dev.visualsimilarity.vertexai.operation.StepOperations;
import dev.visualsimilarity.vertexai.operation.ValidationStats;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the index that an earlier attempt of the step had created, where the name of its operation
 * is lost: by the label of the step. An index that is being created may not be shown yet; then the
 * operations that could be creating it are waited for.
 */
final class EarlierIndexes {

  private static final Logger LOG = LoggerFactory.getLogger(EarlierIndexes.class);

  private final IndexResources indexes;
  private final StepOperations operations;
  private final Attempt attempt;
  private final BiConsumer<String, Operation> check;

  /**
   * @param check fails where an operation, described in words, has failed
   */
  EarlierIndexes(
      IndexResources indexes,
      StepOperations operations,
      Attempt attempt,
      BiConsumer<String, Operation> check) {
    this.indexes = indexes;
    this.operations = operations;
    this.attempt = attempt;
    this.check = check;
  }

  /**
   * The index, built.
   *
   * @param what its creation in words, for messages
   * @param contents the directory of its data
   */
  Optional<Index> find(String parent, String what, String contents) {
    // Before the labels: what ends in between has its index shown.
    List<Operation> creations = operations.of(parent, CreateIndexOperationMetadata.class);
    Optional<Index> labelled = labelled(parent, what);
    if (labelled.isPresent() || attempt.begun().isEmpty()) {
      return labelled;
    }
    for (Operation creation : creations) {
      if (mayBeOurs(creation, attempt.begun().get())) {
        await(what, creation, contents);
      }
    }
    return labelled(parent, what);
  }

  /** Whoever began it: where it failed by our data, ours would too. */
  private void await(String what, Operation creation, String contents) {
    Operation ended =
        creation.getDone()
            ? creation
            : operations.ended("operation that an earlier attempt may have begun", creation);
    boolean isNews = !creation.getDone() && OperationFailures.isMistake(ended);
    if ((isNews || operations.isMistakeAgain(ended)) && ValidationStats.of(ended).areOf(contents)) {
      operations.adopt(ended);
      check.accept(what, ended);
    }
  }

  private Optional<Index> labelled(String parent, String what) {
    for (Index index : indexes.list(parent, attempt.filter())) {
      boolean built = !isOfOtherData(index);
      // The service may show an index whose creation has failed.
      for (Operation creation :
          operations.of(index.getName(), CreateIndexOperationMetadata.class)) {
        built &= isFinished(what, creation);
      }
      if (built) {
        LOG.info("{} is of an earlier attempt: going on with it", index.getName());
        return Optional.of(indexes.get(index.getName()));
      }
    }
    return Optional.empty();
  }

  private boolean isOfOtherData(Index index) {
    return attempt.isInputChanged()
        && attempt.operation().filter(name -> name.startsWith(index.getName() + "/")).isPresent();
  }

  /** False if it was cancelled, or has failed and may succeed another time. */
  private boolean isFinished(String what, Operation creation) {
    if (creation.getDone() && !operations.isMistakeAgain(creation)) {
      return !creation.hasError();
    }
    Optional<Operation> ended = operations.resumed(what, creation);
    ended.ifPresent(operation -> check.accept(what, operation));
    return ended.isPresent();
  }

  private boolean mayBeOurs(Operation creation, Instant begun) {
    return OperationTimes.isSince(begun, creation, CreateIndexOperationMetadata.class)
        && indexes.find(StepOperations.resource(creation)).isEmpty();
  }
}
