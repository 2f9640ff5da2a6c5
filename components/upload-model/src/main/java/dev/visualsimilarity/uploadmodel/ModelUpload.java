package dev.visualsimilarity.uploadmodel;

import com.google.cloud.aiplatform.v1.Model;
import com.google.cloud.aiplatform.v1.UploadModelOperationMetadata;
import com.google.cloud.aiplatform.v1.UploadModelResponse;
import com.google.longrunning.Operation;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.visualsimilarity.vertexai.ResourceNames;
import dev.visualsimilarity.vertexai.attempt.Attempt;
import dev.visualsimilarity.vertexai.operation.LostAnswers;
import dev.visualsimilarity.vertexai.operation.StepOperations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has a model uploaded, once: what an earlier attempt of the step began is gone on with. */
final class ModelUpload {

  private static final Logger LOG = LoggerFactory.getLogger(ModelUpload.class);

  private final ModelResources models;
  private final StepOperations operations;
  private final LostAnswers answers;
  private final Attempt attempt;
  private final Duration patience;

  /**
   * @param patience how long uploads are waited for that may be others'
   */
  ModelUpload(
      ModelResources models,
      StepOperations operations,
      LostAnswers answers,
      Attempt attempt,
      Duration patience) {
    this.models = models;
    this.operations = operations;
    this.answers = answers;
    this.attempt = attempt;
    this.patience = patience;
  }

  /** The version of the model that was asked for. */
  Model run(UploadRequest request) {
    EarlierAttempt<Model> earlier =
        new EarlierAttempt<>(operations, attempt, patience, creation(request));
    String what = "uploading model '%s'".formatted(request.displayName());
    Optional<Operation> operation = earlier.operation(what);
    if (operation.isPresent()) {
      return finished(what, operation.get());
    }
    Optional<Model> found = earlier.labelled();
    found.ifPresent(
        model -> LOG.info("{} is of an earlier attempt: going on with it", model.getName()));
    return found.orElseGet(
        () ->
            answers.once(
                "upload model '%s'".formatted(request.displayName()),
                () -> models.upload(request.toProto()),
                begun -> finished(what, begun),
                () -> earlier.unheard(request.parent().toString())));
  }

  private Creation<Model> creation(UploadRequest request) {
    Predicate<String> shown = name -> models.find(name).isPresent();
    return new Creation<>(
        UploadModelOperationMetadata.class,
        () -> labelled(request),
        shown,
        request
            .parentModel()
            .<Predicate<String>>map(model -> name -> ResourceNames.isSame(model, name))
            .orElseGet(shown::negate));
  }

  private List<Model> labelled(UploadRequest request) {
    return request
        .parentModel()
        .map(model -> models.versions(model, attempt.filter()))
        .orElseGet(() -> models.list(request.parent().toString(), attempt.filter()));
  }

  private Model finished(String what, Operation begun) {
    Operation ended = operations.finished(what, begun);
    try {
      UploadModelResponse response = ended.getResponse().unpack(UploadModelResponse.class);
      return models.get(response.getModel() + "@" + response.getModelVersionId());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(
          "an upload was answered with " + ended.getResponse().getTypeUrl(), e);
    }
  }
}
