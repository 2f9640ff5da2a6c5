package dev.visualsimilarity.emulator.serving;

import com.google.cloud.aiplatform.v1.DeleteModelRequest;
import com.google.cloud.aiplatform.v1.DeleteModelVersionRequest;
import com.google.cloud.aiplatform.v1.DeleteOperationMetadata;
import com.google.cloud.aiplatform.v1.DeployedModelRef;
import com.google.cloud.aiplatform.v1.GetModelRequest;
import com.google.cloud.aiplatform.v1.ListModelVersionsRequest;
import com.google.cloud.aiplatform.v1.ListModelVersionsResponse;
import com.google.cloud.aiplatform.v1.ListModelsRequest;
import com.google.cloud.aiplatform.v1.ListModelsResponse;
import com.google.cloud.aiplatform.v1.Model;
import com.google.cloud.aiplatform.v1.ModelServiceGrpc;
import com.google.cloud.aiplatform.v1.UploadModelOperationMetadata;
import com.google.cloud.aiplatform.v1.UploadModelRequest;
import com.google.cloud.aiplatform.v1.UploadModelResponse;
import com.google.longrunning.Operation;
import com.google.protobuf.Empty;
import com.google.protobuf.Timestamp;
import dev.visualsimilarity.emulator.extension.LongRunningOperations;
import dev.visualsimilarity.emulator.service.ApiErrors;
import dev.visualsimilarity.emulator.service.Fields;
import dev.visualsimilarity.emulator.service.ListFilter;
import dev.visualsimilarity.emulator.service.Page;
import dev.visualsimilarity.emulator.service.Replies;
import dev.visualsimilarity.emulator.service.ResourceIds;
import dev.visualsimilarity.emulator.service.ResourceName;
import dev.visualsimilarity.emulator.service.Times;
import io.grpc.stub.StreamObserver;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;

/** {@code google.cloud.aiplatform.v1.ModelService}: uploads, lists and deletes models. */
final class ModelService extends ModelServiceGrpc.ModelServiceImplBase {

  private static final Pattern MODEL_ID = Pattern.compile("[a-z0-9_-]{1,63}");
  private static final Pattern ALIAS = Pattern.compile("[a-z][a-zA-Z0-9-]{0,126}[a-z0-9]");

  private final ServingState state;
  private final LongRunningOperations operations;
  private final ResourceIds ids;
  private final Clock clock;

  ModelService(ServingState state, LongRunningOperations operations, ResourceIds ids, Clock clock) {
    this.state = state;
    this.operations = operations;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public void uploadModel(UploadModelRequest request, StreamObserver<Operation> observer) {
    Replies.reply(observer, () -> upload(request));
  }

  @Override
  public void getModel(GetModelRequest request, StreamObserver<Model> observer) {
    Replies.reply(observer, () -> shown(state.models().get(ModelName.parse(request.getName()))));
  }

  @Override
  public void listModels(ListModelsRequest request, StreamObserver<ListModelsResponse> observer) {
    Replies.reply(
        observer,
        () -> {
          ResourceName location = ResourceName.location(request.getParent());
          List<Model> models =
              state.models().defaults().stream()
                  .filter(model -> model.getName().startsWith(location + "/"))
                  .toList();
          Page<Model> page =
              Page.of(
                  filtered(models, request.getFilter()),
                  Model::getName,
                  request.getPageSize(),
                  request.getPageToken());
          return ListModelsResponse.newBuilder()
              .addAllModels(page.items())
              .setNextPageToken(page.nextToken())
              .build();
        });
  }

  @Override
  public void listModelVersions(
      ListModelVersionsRequest request, StreamObserver<ListModelVersionsResponse> observer) {
    Replies.reply(
        observer,
        () -> {
          ModelName name = ModelName.parse(request.getName());
          state.models().get(name);
          List<Model> versions = state.models().versionsOf(name.model());
          // All of a model fit on a page.
          return ListModelVersionsResponse.newBuilder()
              .addAllModels(filtered(versions, request.getFilter()))
              .build();
        });
  }

  @Override
  public void deleteModel(DeleteModelRequest request, StreamObserver<Operation> observer) {
    Replies.reply(
        observer,
        () -> {
          Model model = state.models().get(ModelName.parse(request.getName()));
          return delete(model.getName(), state.models().versionsOf(model.getName()));
        });
  }

  @Override
  public void deleteModelVersion(
      DeleteModelVersionRequest request, StreamObserver<Operation> observer) {
    Replies.reply(
        observer,
        () -> {
          Model version = state.models().get(ModelName.parse(request.getName()));
          if (Models.isDefault(version)) {
            throw ApiErrors.failedPrecondition(
                "version %s of model %s is its default; make another one the default, or delete the"
                    + " model",
                version.getVersionId(), version.getName());
          }
          return delete(version.getName(), List.of(version));
        });
  }

  private Operation upload(UploadModelRequest request) {
    ResourceName location = ResourceName.location(request.getParent());
    Model model = request.getModel();
    check(request);
    String name = name(request, location);
    return operations.start(
        name,
        generic -> UploadModelOperationMetadata.newBuilder().setGenericMetadata(generic).build(),
        () -> {
          Models changed = state.changeModels(models -> models.plus(described(name, model)));
          List<String> versions = ids(changed.versionsOf(name));
          return UploadModelResponse.newBuilder()
              .setModel(name)
              .setModelVersionId(versions.get(versions.size() - 1))
              .build();
        });
  }

  private void check(UploadModelRequest request) {
    Model model = request.getModel();
    Fields.requireDisplayName(model.getDisplayName());
    Fields.requireLabels(model.getLabelsMap());
    if (model.getContainerSpec().getImageUri().isEmpty()) {
      throw ApiErrors.invalidArgument("model.container_spec.image_uri is required");
    }
    for (String alias : model.getVersionAliasesList()) {
      if (!ALIAS.matcher(alias).matches()) {
        throw ApiErrors.invalidArgument(
            "version alias '%s' is not valid: it must match %s", alias, ALIAS);
      }
    }
  }

  private String name(UploadModelRequest request, ResourceName location) {
    if (!request.getParentModel().isEmpty()) {
      return state.models().get(ModelName.parse(request.getParentModel())).getName();
    }
    String id = request.getModelId().isEmpty() ? ids.next() : request.getModelId();
    if (!MODEL_ID.matcher(id).matches()) {
      throw ApiErrors.invalidArgument("model_id '%s' is not valid: it must match %s", id, MODEL_ID);
    }
    String name = location + "/models/" + id;
    if (!state.models().versionsOf(name).isEmpty()) {
      throw ApiErrors.alreadyExists(
          "model %s exists; give it as parent_model for a new version", name);
    }
    return name;
  }

  private Model described(String name, Model requested) {
    Timestamp now = Times.timestamp(clock.instant());
    return requested.toBuilder()
        .setName(name)
        .setEtag(ids.next())
        .setCreateTime(now)
        .setUpdateTime(now)
        .setVersionCreateTime(now)
        .setVersionUpdateTime(now)
        .addSupportedDeploymentResourcesTypes(Model.DeploymentResourcesType.DEDICATED_RESOURCES)
        .addSupportedInputStorageFormats("jsonl")
        .addSupportedOutputStorageFormats("jsonl")
        .build();
  }

  private Operation delete(String name, List<Model> versions) {
    versions.forEach(this::requireUndeployed);
    return operations.start(
        name,
        generic -> DeleteOperationMetadata.newBuilder().setGenericMetadata(generic).build(),
        () -> {
          versions.forEach(this::requireUndeployed);
          state.changeModels(models -> models.minus(name, ids(versions)));
          return Empty.getDefaultInstance();
        });
  }

  private static List<String> ids(List<Model> versions) {
    return versions.stream().map(Model::getVersionId).toList();
  }

  private void requireUndeployed(Model version) {
    List<DeployedModelRef> deployments = state.deploymentsOf(version);
    if (!deployments.isEmpty()) {
      throw ApiErrors.failedPrecondition(
          "model %s@%s is deployed as %s on %s; undeploy it before you delete it",
          version.getName(),
          version.getVersionId(),
          deployments.get(0).getDeployedModelId(),
          deployments.get(0).getEndpoint());
    }
  }

  private List<Model> filtered(List<Model> models, String filter) {
    ListFilter terms = ListFilter.parse(filter, "model");
    return models.stream()
        .filter(m -> terms.accepts(m.getName(), m.getDisplayName(), m.getLabelsMap()))
        .map(this::shown)
        .toList();
  }

  private Model shown(Model version) {
    return version.toBuilder()
        .clearDeployedModels()
        .addAllDeployedModels(state.deploymentsOf(version))
        .build();
  }
}
