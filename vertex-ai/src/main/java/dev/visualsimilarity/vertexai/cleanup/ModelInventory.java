package dev.visualsimilarity.vertexai.cleanup;

import com.google.cloud.aiplatform.v1.DedicatedResources;
import com.google.cloud.aiplatform.v1.DeployedModel;
import com.google.cloud.aiplatform.v1.Endpoint;
import com.google.cloud.aiplatform.v1.Model;
import dev.visualsimilarity.vertexai.ResourceNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The selected models of a location, and the endpoints that are selected or serve one of them. A
 * deployed model carries no labels: it is selected with its version of the model.
 */
public record ModelInventory(List<ModelEndpointPlan> endpoints, List<ModelPlan> models) {

  private static final String PRICES =
      "https://cloud.google.com/vertex-ai/pricing#prediction-prices";

  /** Where models are not served at all. */
  static final ModelInventory NONE = new ModelInventory(List.of(), List.of());

  public ModelInventory {
    endpoints = List.copyOf(endpoints);
    models = List.copyOf(models);
  }

  /** Selects from all versions of models, and all endpoints, of a location. */
  static ModelInventory of(List<Model> versions, List<Endpoint> endpoints, Selection selection) {
    List<ModelEndpointPlan> plans = new ArrayList<>();
    Map<String, Model> selected = new LinkedHashMap<>();
    for (Model version : versions) {
      if (selection.includes(version.getLabelsMap(), version.getVersionCreateTime())) {
        selected.put(key(version.getName(), version.getVersionId()), version);
      }
    }
    // An old model that was deployed lately is in use.
    for (Endpoint endpoint : endpoints) {
      for (DeployedModel deployed : endpoint.getDeployedModelsList()) {
        if (!selection.isOldEnough(deployed.getCreateTime())) {
          selected.remove(key(deployed.getModel(), deployed.getModelVersionId()));
        }
      }
    }
    for (Endpoint endpoint : endpoints) {
      ModelEndpointPlan plan = plan(endpoint, selected, selection);
      if (plan.concernsUs()) {
        plans.add(plan);
      }
    }
    Map<String, List<Model>> byName = new LinkedHashMap<>();
    versions.forEach(
        version ->
            byName.computeIfAbsent(version.getName(), name -> new ArrayList<>()).add(version));
    List<ModelPlan> models = new ArrayList<>();
    byName.forEach(
        (name, all) -> {
          List<Model> removed = all.stream().filter(selected::containsValue).toList();
          if (!removed.isEmpty()) {
            models.add(
                new ModelPlan(
                    name, removed, all.stream().filter(one -> !removed.contains(one)).toList()));
          }
        });
    return new ModelInventory(plans, models);
  }

  /** How many deployments, endpoints, models and versions are to be removed. */
  public int size() {
    int count = 0;
    for (ModelEndpointPlan plan : endpoints) {
      count += plan.undeployed().size() + (plan.isDeleted() ? 1 : 0);
    }
    for (ModelPlan plan : models) {
      count += plan.isDeleted() ? 1 : plan.deletedVersions().size();
    }
    return count;
  }

  /**
   * Without the deployed models on endpoints that are not selected themselves, and without these
   * models: there they may have taken the place of what answered before.
   */
  public ModelInventory onSelectedEndpointsOnly() {
    Set<String> elsewhere = new HashSet<>();
    endpoints.stream()
        .filter(plan -> !plan.isSelected())
        .flatMap(plan -> plan.undeployed().stream())
        .forEach(deployed -> elsewhere.add(ResourceNames.id(deployed.getModel())));
    return new ModelInventory(
        endpoints.stream().filter(ModelEndpointPlan::isSelected).toList(),
        models.stream()
            .filter(plan -> !elsewhere.contains(ResourceNames.id(plan.name())))
            .toList());
  }

  /** What all selected deployments cost, in a sentence; nothing where there are none. */
  public Optional<String> total() {
    long deployed = endpoints.stream().mapToLong(plan -> plan.undeployed().size()).sum();
    return deployed == 0
        ? Optional.empty()
        : Optional.of(
            "%d deployed %s, billed by the hour: prices are at %s."
                .formatted(deployed, deployed == 1 ? "model" : "models", PRICES));
  }

  /** In the order in which it is removed; with what is kept, and why. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (ModelEndpointPlan plan : endpoints) {
      for (DeployedModel deployed : plan.undeployed()) {
        lines.add(
            "undeploy  '%s' (model %s) from %s; %s"
                .formatted(
                    deployed.getDisplayName(),
                    deployed.getModel(),
                    plan.endpoint().getName(),
                    cost(deployed)));
      }
    }
    endpoints.forEach(plan -> lines.addAll(endpointLines(plan)));
    models.forEach(plan -> lines.addAll(modelLines(plan)));
    return lines;
  }

  private static ModelEndpointPlan plan(
      Endpoint endpoint, Map<String, Model> selected, Selection selection) {
    List<DeployedModel> ours = new ArrayList<>();
    List<DeployedModel> others = new ArrayList<>();
    for (DeployedModel deployed : endpoint.getDeployedModelsList()) {
      boolean isOurs = selected.containsKey(key(deployed.getModel(), deployed.getModelVersionId()));
      (isOurs ? ours : others).add(deployed);
    }
    boolean isSelected = selection.includes(endpoint.getLabelsMap(), endpoint.getCreateTime());
    return new ModelEndpointPlan(endpoint, isSelected, ours, others);
  }

  private static List<String> endpointLines(ModelEndpointPlan plan) {
    List<String> lines = new ArrayList<>();
    String name =
        "%s ('%s')".formatted(plan.endpoint().getName(), plan.endpoint().getDisplayName());
    if (plan.isDeleted()) {
      lines.add("delete    " + name);
      return lines;
    }
    lines.add(
        "keep      %s, %s"
            .formatted(
                name,
                plan.isSelected() ? "which has other models" : "which does not carry the label"));
    for (DeployedModel deployed : plan.kept()) {
      lines.add("          its '%s'; %s".formatted(deployed.getDisplayName(), cost(deployed)));
    }
    return lines;
  }

  private static List<String> modelLines(ModelPlan plan) {
    List<String> lines = new ArrayList<>();
    if (plan.isDeleted()) {
      lines.add(
          "delete    %s ('%s')".formatted(plan.name(), plan.removed().get(0).getDisplayName()));
    }
    for (Model version : plan.deletedVersions()) {
      lines.add("delete    version %s of %s".formatted(version.getVersionId(), plan.name()));
    }
    for (Model version : plan.stuck()) {
      lines.add(
          "keep      version %s of %s, which is its default: give the alias default to another"
              .formatted(version.getVersionId(), plan.name()));
    }
    return lines;
  }

  /** No table of prices for predictions is at hand. */
  private static String cost(DeployedModel deployed) {
    DedicatedResources machines = deployed.getDedicatedResources();
    return "%d to %d replicas of %s, billed by the hour"
        .formatted(
            machines.getMinReplicaCount(),
            machines.getMaxReplicaCount(),
            machines.getMachineSpec().getMachineType());
  }

  /** Names differ in the project, which is an id in some and a number in others. */
  private static String key(String model, String version) {
    return ResourceNames.id(model) + "@" + version;
  }
}
