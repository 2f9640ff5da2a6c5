package dev.visualsimilarity.uploadmodel;

import com.google.cloud.aiplatform.v1.CreateEndpointOperationMetadata;
import com.google.cloud.aiplatform.v1.DedicatedResources;
import com.google.cloud.aiplatform.v1.DeployModelOperationMetadata;
import com.google.cloud.aiplatform.v1.DeployedModel;
import com.google.cloud.aiplatform.v1.Endpoint;
import com.google.cloud.aiplatform.v1.Model;
import com.google.longrunning.Operation;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.vertexai.ResourceNames;
import dev.visualsimilarity.vertexai.attempt.Attempt;
import dev.visualsimilarity.vertexai.operation.LostAnswers;
import dev.visualsimilarity.vertexai.operation.StepOperations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a version of a model to an endpoint, from whatever is there: doing it again changes
 * nothing, and a step that was stopped goes on where it was.
 */
final class ModelDeployment {

  private static final Logger LOG = LoggerFactory.getLogger(ModelDeployment.class);

  /** Percent. */
  private static final int ALL = 100;

  private final EndpointResources endpoints;
  private final StepOperations operations;
  private final LostAnswers answers;
  private final Attempt attempt;
  private final Duration patience;

  /**
   * @param patience how long creations of endpoints are waited for that may be others'
   */
  ModelDeployment(
      EndpointResources endpoints,
      StepOperations operations,
      LostAnswers answers,
      Attempt attempt,
      Duration patience) {
    this.endpoints = endpoints;
    this.operations = operations;
    this.answers = answers;
    this.attempt = attempt;
    this.patience = patience;
  }

  /** Fails if an endpoint that is given is not there: before anything is uploaded. */
  void check(DeploymentRequest deployment) {
    deployment.endpoint().ifPresent(endpoints::get);
  }

  /** The endpoint, with the version deployed and all traffic going to it. */
  Endpoint run(UploadRequest request, DeploymentRequest deployment, Model version) {
    LOG.info("on Vertex AI, '{}': {}", version.getDisplayName(), deployment.cost());
    Endpoint chosen = chosen(request, deployment);
    Endpoint settled = finishOn(chosen);
    Optional<DeployedModel> current = find(settled, version);
    if (current.isPresent()) {
      checkSame(deployment, settled, current.get());
      checkTraffic(settled, current.get());
      LOG.info("{} is deployed already", version.getName());
      return settled;
    }
    warnOfOthers(settled);
    return deployed(settled.getName(), deployment.of(version));
  }

  /** The deployment of a version of a model. */
  static Optional<DeployedModel> find(Endpoint endpoint, Model version) {
    return endpoint.getDeployedModelsList().stream()
        .filter(one -> ResourceNames.isSame(one.getModel(), version.getName()))
        .filter(one -> one.getModelVersionId().equals(version.getVersionId()))
        .findFirst();
  }

  private Endpoint chosen(UploadRequest request, DeploymentRequest deployment) {
    if (deployment.endpoint().isPresent()) {
      return endpoints.get(deployment.endpoint().get());
    }
    String parent = request.parent().toString();
    EarlierAttempt<Endpoint> earlier =
        new EarlierAttempt<>(
            operations,
            attempt,
            patience,
            Creation.ofNew(
                CreateEndpointOperationMetadata.class,
                () -> endpoints.list(parent, attempt.filter()),
                name -> endpoints.find(name).isPresent()));
    String what = "creating endpoint '%s'".formatted(deployment.endpointName());
    Optional<Operation> operation = earlier.operation(what);
    if (operation.isPresent()) {
      return created(operations.finished(what, operation.get()));
    }
    return earlier
        .labelled()
        .orElseGet(
            () ->
                answers.once(
                    "create endpoint '%s'".formatted(deployment.endpointName()),
                    () -> endpoints.create(parent, endpoint(request, deployment)),
                    begun -> created(operations.finished(what, begun)),
                    () -> earlier.unheard(parent)));
  }

  private Endpoint deployed(String endpoint, DeployedModel model) {
    String what = "deploying %s to %s".formatted(model.getModel(), endpoint);
    Supplier<Optional<Operation>> later =
        answers.later(endpoint, DeployModelOperationMetadata.class, operation -> true);
    answers.once(
        "deploy %s to %s".formatted(model.getModel(), endpoint),
        () -> endpoints.deploy(endpoint, model),
        begun -> operations.finished(what, begun),
        () ->
            later
                .get()
                .map(
                    begun -> {
                      operations.adopt(begun);
                      return operations.finished(what, begun);
                    }));
    return endpoints.get(endpoint);
  }

  private Endpoint created(Operation ended) {
    try {
      return endpoints.get(ended.getResponse().unpack(Endpoint.class).getName());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(
          "an endpoint was answered with " + ended.getResponse().getTypeUrl(), e);
    }
  }

  private static Endpoint endpoint(UploadRequest request, DeploymentRequest deployment) {
    Endpoint.Builder endpoint =
        Endpoint.newBuilder()
            .setDisplayName(deployment.endpointName())
            .setDedicatedEndpointEnabled(deployment.dedicated())
            .putAllLabels(request.labels());
    request.encryption().ifPresent(endpoint::setEncryptionSpec);
    return endpoint.build();
  }

  /** Waits for deployments that are under way there: one may be that of an earlier attempt. */
  private Endpoint finishOn(Endpoint endpoint) {
    List<Operation> running =
        operations.of(endpoint.getName(), DeployModelOperationMetadata.class).stream()
            .filter(operation -> !operation.getDone())
            .toList();
    for (Operation operation : running) {
      if (operations.isEarlier(operation)) {
        operations.adopt(operation);
      }
      operations.ended("deployment to " + endpoint.getName(), operation);
    }
    return running.isEmpty() ? endpoint : endpoints.get(endpoint.getName());
  }

  private static void checkSame(DeploymentRequest asked, Endpoint endpoint, DeployedModel current) {
    DedicatedResources has = current.getDedicatedResources();
    String machineType = has.getMachineSpec().getMachineType();
    if (!machineType.equals(asked.machineType())
        || has.getMinReplicaCount() != asked.min()
        || has.getMaxReplicaCount() != asked.max()) {
      throw UserException.failed(
          "the model is deployed on %s with %d to %d replicas of %s; give these --machine-type, --min-replica-count and --max-replica-count, or undeploy it (gcloud ai endpoints undeploy-model %s --deployed-model-id=%s --region=REGION)"
              .formatted(
                  endpoint.getName(),
                  has.getMinReplicaCount(),
                  has.getMaxReplicaCount(),
                  machineType,
                  ResourceNames.id(endpoint.getName()),
                  current.getId()));
    }
  }

  /** Whoever gave it to another model since may have had a reason. */
  private static void checkTraffic(Endpoint endpoint, DeployedModel current) {
    int share = endpoint.getTrafficSplitOrDefault(current.getId(), 0);
    if (share != ALL) {
      throw UserException.failed(
          "the model is deployed on %s, but gets %d %% of its traffic; give it all (gcloud ai endpoints update %s --traffic-split=%s=%d --region=REGION), or deploy to another --endpoint"
              .formatted(
                  endpoint.getName(),
                  share,
                  ResourceNames.id(endpoint.getName()),
                  current.getId(),
                  ALL));
    }
  }

  private static void warnOfOthers(Endpoint endpoint) {
    for (DeployedModel other : endpoint.getDeployedModelsList()) {
      LOG.warn(
          "'{}' stays deployed on {} without traffic, and is billed; when it is not needed as a way"
              + " back: gcloud ai endpoints undeploy-model {} --deployed-model-id={}"
              + " --region=REGION",
          other.getDisplayName(),
          endpoint.getName(),
          ResourceNames.id(endpoint.getName()),
          other.getId());
    }
  }
}
