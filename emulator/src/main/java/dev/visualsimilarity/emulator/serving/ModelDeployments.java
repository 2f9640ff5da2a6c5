package dev.visualsimilarity.emulator.serving;

import com.google.cloud.aiplatform.v1.DedicatedResources;
import com.google.cloud.aiplatform.v1.DeployModelOperationMetadata;
import com.google.cloud.aiplatform.v1.DeployModelRequest;
import com.google.cloud.aiplatform.v1.DeployModelResponse;
import com.google.cloud.aiplatform.v1.DeployedModel;
import com.google.cloud.aiplatform.v1.Endpoint;
import com.google.cloud.aiplatform.v1.Model;
import com.google.cloud.aiplatform.v1.UndeployModelOperationMetadata;
import com.google.cloud.aiplatform.v1.UndeployModelRequest;
import com.google.cloud.aiplatform.v1.UndeployModelResponse;
import com.google.longrunning.Operation;
import dev.visualsimilarity.emulator.extension.LongRunningOperations;
import dev.visualsimilarity.emulator.service.ApiErrors;
import dev.visualsimilarity.emulator.service.ResourceIds;
import dev.visualsimilarity.emulator.service.Times;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Deploys models to endpoints, each with a container of its own, and undeploys them. */
final class ModelDeployments {

  private static final Pattern DEPLOYED_MODEL_ID = Pattern.compile("[0-9]{1,10}");
  private static final int MAX_REPLICAS = 1000;

  private final ServingState state;
  private final ModelContainers containers;
  private final LongRunningOperations operations;
  private final ResourceIds ids;
  private final Clock clock;

  ModelDeployments(
      ServingState state,
      ModelContainers containers,
      LongRunningOperations operations,
      ResourceIds ids,
      Clock clock) {
    this.state = state;
    this.containers = containers;
    this.operations = operations;
    this.ids = ids;
    this.clock = clock;
  }

  Operation deploy(DeployModelRequest request) {
    Endpoint endpoint = state.endpoint(request.getEndpoint());
    Model model = state.models().get(ModelName.parse(request.getDeployedModel().getModel()));
    DeployedModel deployed = described(request.getDeployedModel(), model);
    requireFree(endpoint, deployed.getId());
    Map<String, Integer> traffic =
        request.getTrafficSplitCount() == 0
            ? Map.of()
            : Traffic.resolved(request.getTrafficSplitMap(), deployed.getId());
    Traffic.check(added(endpoint, deployed, traffic));
    return operations.start(
        endpoint.getName(),
        generic -> DeployModelOperationMetadata.newBuilder().setGenericMetadata(generic).build(),
        () -> {
          deploy(endpoint.getName(), deployed, model, traffic);
          return DeployModelResponse.newBuilder().setDeployedModel(deployed).build();
        });
  }

  Operation undeploy(UndeployModelRequest request) {
    Endpoint endpoint = state.endpoint(request.getEndpoint());
    String id = request.getDeployedModelId();
    Endpoint unused = removed(endpoint, request);
    return operations.start(
        endpoint.getName(),
        generic -> UndeployModelOperationMetadata.newBuilder().setGenericMetadata(generic).build(),
        () -> {
          Endpoint changed =
              state.changeEndpoint(endpoint.getName(), current -> removed(current, request));
          containers.stop(changed.getName(), id);
          return UndeployModelResponse.getDefaultInstance();
        });
  }

  /** Starts the containers that ran before the emulator was started again. */
  void restart() {
    for (Endpoint endpoint : state.endpoints()) {
      for (DeployedModel deployed : endpoint.getDeployedModelsList()) {
        ModelName version = new ModelName(deployed.getModel(), deployed.getModelVersionId());
        containers.restart(endpoint.getName(), deployed, state.models().get(version));
      }
    }
  }

  private void deploy(
      String endpoint, DeployedModel deployed, Model model, Map<String, Integer> traffic)
      throws IOException, InterruptedException {
    containers.start(endpoint, deployed, model);
    boolean kept = false;
    try {
      if (Thread.interrupted()) {
        throw new InterruptedException("cancelled");
      }
      state.changeEndpoint(endpoint, current -> added(current, deployed, traffic));
      kept = true;
    } finally {
      if (!kept) {
        containers.stop(endpoint, deployed.getId());
      }
    }
  }

  private static void requireFree(Endpoint endpoint, String id) {
    if (endpoint.getDeployedModelsList().stream().anyMatch(one -> one.getId().equals(id))) {
      throw ApiErrors.alreadyExists(
          "deployed model %s exists on %s; give another id, or none", id, endpoint.getName());
    }
  }

  private DeployedModel described(DeployedModel requested, Model model) {
    String id = requested.getId().isEmpty() ? ids.next() : requested.getId();
    if (!requested.getId().isEmpty() && !DEPLOYED_MODEL_ID.matcher(id).matches()) {
      throw ApiErrors.invalidArgument(
          "deployed_model.id '%s' is not valid: it must be 1 to 10 digits", id);
    }
    if (!requested.hasDedicatedResources()
        || requested.getDedicatedResources().getMachineSpec().getMachineType().isEmpty()) {
      throw ApiErrors.invalidArgument(
          "a model with a container of its own takes dedicated_resources with a machine_type");
    }
    return requested.toBuilder()
        .setId(id)
        .setModel(model.getName())
        .setModelVersionId(model.getVersionId())
        .setDisplayName(
            requested.getDisplayName().isEmpty()
                ? model.getDisplayName()
                : requested.getDisplayName())
        .setDedicatedResources(checked(requested.getDedicatedResources()))
        .setCreateTime(Times.timestamp(clock.instant()))
        .build();
  }

  private static DedicatedResources checked(DedicatedResources requested) {
    int min = requested.getMinReplicaCount();
    int max = requested.getMaxReplicaCount() == 0 ? min : requested.getMaxReplicaCount();
    if (min < 1 || max < min || max > MAX_REPLICAS) {
      throw ApiErrors.invalidArgument(
          "min_replica_count %d and max_replica_count %d are not valid: 1 <= min <= max <= %d",
          min, max, MAX_REPLICAS);
    }
    return requested.toBuilder().setMaxReplicaCount(max).build();
  }

  /** The endpoint with one more model; without shares in the request, they stay as they are. */
  private static Endpoint added(
      Endpoint endpoint, DeployedModel deployed, Map<String, Integer> traffic) {
    requireFree(endpoint, deployed.getId());
    Endpoint.Builder changed = endpoint.toBuilder().addDeployedModels(deployed);
    if (!traffic.isEmpty()) {
      changed.clearTrafficSplit().putAllTrafficSplit(traffic);
    }
    return changed.build();
  }

  private static Endpoint removed(Endpoint endpoint, UndeployModelRequest request) {
    String id = request.getDeployedModelId();
    if (endpoint.getDeployedModelsList().stream().noneMatch(one -> one.getId().equals(id))) {
      throw ApiErrors.notFound("deployed model %s not found on %s", id, endpoint.getName());
    }
    boolean last = endpoint.getDeployedModelsCount() == 1;
    Map<String, Integer> traffic =
        new TreeMap<>(
            request.getTrafficSplitCount() == 0
                ? endpoint.getTrafficSplitMap()
                : Traffic.resolved(request.getTrafficSplitMap(), ""));
    if (!last && traffic.getOrDefault(id, 0) > 0) {
      throw ApiErrors.failedPrecondition(
          "deployed model %s of %s gets %d %% of the traffic; give a traffic_split that gives it to"
              + " others",
          id, endpoint.getName(), traffic.get(id));
    }
    traffic.remove(id);
    Endpoint.Builder changed = endpoint.toBuilder().clearDeployedModels().clearTrafficSplit();
    endpoint.getDeployedModelsList().stream()
        .filter(one -> !one.getId().equals(id))
        .forEach(changed::addDeployedModels);
    return last ? changed.build() : changed.putAllTrafficSplit(traffic).build();
  }
}
