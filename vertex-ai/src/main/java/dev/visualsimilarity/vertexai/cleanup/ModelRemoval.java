package dev.visualsimilarity.vertexai.cleanup;

import com.google.cloud.aiplatform.v1.DeployedModel;
import com.google.cloud.aiplatform.v1.Model;
import java.util.ArrayList;
import java.util.List;

/**
 * Removes an inventory of models: the selected deployed models, their endpoints, then the models.
 * What fails does not keep the rest; to be stopped half-way and run again is harmless.
 */
public final class ModelRemoval {

  private final ModelServing service;

  public ModelRemoval(ModelServing service) {
    this.service = service;
  }

  /** Removes; returns what failed, a line each. */
  public List<String> run(ModelInventory inventory) {
    List<String> failures = new ArrayList<>();
    for (ModelEndpointPlan plan : inventory.endpoints()) {
      failures.addAll(clear(plan));
    }
    for (ModelPlan plan : inventory.models()) {
      String name = plan.name();
      if (plan.isDeleted()) {
        failures.addAll(Removal.attempt(name, () -> service.deleteModel(name)));
      }
      for (Model version : plan.deletedVersions()) {
        String versioned = name + "@" + version.getVersionId();
        failures.addAll(Removal.attempt(versioned, () -> service.deleteVersion(versioned)));
      }
    }
    return failures;
  }

  private List<String> clear(ModelEndpointPlan plan) {
    String endpoint = plan.endpoint().getName();
    List<String> failures = new ArrayList<>();
    for (DeployedModel deployed : plan.undeployed()) {
      String id = deployed.getId();
      failures.addAll(
          Removal.attempt("deployed model " + id, () -> service.undeploy(endpoint, id)));
    }
    if (plan.isDeleted() && failures.isEmpty()) {
      failures.addAll(Removal.attempt(endpoint, () -> service.deleteEndpoint(endpoint)));
    }
    return failures;
  }
}
