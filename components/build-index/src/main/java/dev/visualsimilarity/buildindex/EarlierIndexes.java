package dev.visualsimilarity.buildindex;

import com.google.cloud.aiplatform.v1.CreateIndexOperationMetadata;
import com.google.cloud.aiplatform.v1.Index;
import com.google.longrunning.Operation;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.Timestamps;
import dev.visualsimilarity.vertexai.attempt.Attempt;
import dev.visualsimilarity.vertexai.operation.OperationFailures;
import dev.visualsimilarity.vertexai.operation.StepOperations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the index that an earlier attempt of the step had created, where the name of its operation
 * is lost: by the label of the step. An index that is being created may not be shown yet; then the
 * operations that could be creating it are waited for.
 */
final class EarlierIndexes {

  private static final Logger LOG = LoggerFactory.getLogger(EarlierIndexes.class);

  /** The clocks of this machine and of the service may differ by as much. */
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(2);

  private final IndexResources indexes;
  private final StepOperations operations;
  private final Attempt attempt;

  EarlierIndexes(IndexResources indexes, StepOperations operations, Attempt attempt) {
    this.indexes = indexes;
    this.operations = operations;
    this.attempt = attempt;
  }

  /**
   * The index, built.
   *
   * @param what its creation in words, for messages
   */
  Optional<Index> find(String parent, String what) {
    // Before the labels: what ends in between has its index shown.
    List<Operation> creations =
        operations.of(parent, CreateIndexOperationMetadata.class).stream()
            .filter(operation -> !operation.getDone())
            .toList();
    Optional<Index> labelled = labelled(parent, what);
    if (labelled.isPresent() || attempt.begun().isEmpty()) {
      return labelled;
    }
    for (Operation creation : creations) {
      if (mayBeOurs(creation, attempt.begun().get())) {
        operations.ended("operation that an earlier attempt may have begun", creation);
      }
    }
    return labelled(parent, what);
  }

  private Optional<Index> labelled(String parent, String what) {
    for (Index index : indexes.list(parent, attempt.filter())) {
      List<Operation> creations =
          operations.of(index.getName(), CreateIndexOperationMetadata.class);
      boolean failed = false;
      for (Operation creation : creations) {
        failed |= creation.getDone() ? creation.hasError() : !finished(what, creation);
      }
      // The service may show an index whose creation has failed.
      if (!failed) {
        LOG.info("{} is of an earlier attempt: going on with it", index.getName());
        return Optional.of(indexes.get(index.getName()));
      }
    }
    return Optional.empty();
  }

  /** False if it was cancelled. */
  private boolean finished(String what, Operation creation) {
    Optional<Operation> ended = operations.resumed(what, creation);
    ended.ifPresent(operation -> OperationFailures.check(what, operation));
    return ended.isPresent();
  }

  private boolean mayBeOurs(Operation creation, Instant begun) {
    boolean shown = indexes.find(StepOperations.resource(creation)).isPresent();
    return !shown && created(creation).isAfter(begun.minus(CLOCK_SKEW));
  }

  private static Instant created(Operation creation) {
    try {
      return Instant.ofEpochMilli(
          Timestamps.toMillis(
              creation
                  .getMetadata()
                  .unpack(CreateIndexOperationMetadata.class)
                  .getGenericMetadata()
                  .getCreateTime()));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(creation.getName() + " has metadata of another type", e);
    }
  }
}
