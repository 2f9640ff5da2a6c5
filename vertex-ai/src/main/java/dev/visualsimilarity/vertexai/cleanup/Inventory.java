package dev.visualsimilarity.vertexai.cleanup;

import com.google.cloud.aiplatform.v1.DeployedIndex;
import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import com.google.protobuf.util.Timestamps;
import dev.visualsimilarity.vertexai.ResourceNames;
import dev.visualsimilarity.vertexai.cost.Prices;
import dev.visualsimilarity.vertexai.cost.ServingCost;
import dev.visualsimilarity.vertexai.deployment.DeployedIds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The selected resources of a location. A deployment carries no labels: it is selected by its id,
 * with its index, and with the endpoint that was created for it, whosever the index is.
 *
 * @param endpoints that are selected or serve a selected index
 * @param indexes that are selected
 * @param costs of the deployments on those endpoints, by {@link #key}
 * @param notSelected costs of the deployments on the other endpoints
 * @param beingCreated names of indexes and endpoints that are not shown yet, with their labels
 * @param beingDeployed selected deployments that their endpoint does not show yet, such as {@code
 *     'shop' to NAME}
 */
public record Inventory(
    List<EndpointPlan> endpoints,
    List<Index> indexes,
    Map<String, ServingCost> costs,
    List<ServingCost> notSelected,
    List<String> beingCreated,
    List<String> beingDeployed) {

  public Inventory {
    endpoints = List.copyOf(endpoints);
    indexes = List.copyOf(indexes);
    costs = Map.copyOf(costs);
    notSelected = List.copyOf(notSelected);
    beingCreated = List.copyOf(beingCreated);
    beingDeployed = List.copyOf(beingDeployed);
  }

  /** Selects from all indexes and endpoints of a location. */
  static Inventory of(
      List<Index> all,
      List<IndexEndpoint> endpoints,
      List<String> beingCreated,
      List<String> beingDeployed,
      Selection selection) {
    Map<String, Index> selected = new HashMap<>();
    Map<String, Index> byId = new HashMap<>();
    for (Index index : all) {
      byId.put(ResourceNames.id(index.getName()), index);
      if (selection.includes(index.getLabelsMap(), index.getCreateTime())) {
        selected.put(ResourceNames.id(index.getName()), index);
      }
    }
    // An old index that was deployed lately is in use.
    for (IndexEndpoint endpoint : endpoints) {
      for (DeployedIndex deployment : endpoint.getDeployedIndexesList()) {
        if (!selection.isOldEnough(deployment.getCreateTime())) {
          selected.remove(ResourceNames.id(deployment.getIndex()));
        }
      }
    }
    List<EndpointPlan> plans = new ArrayList<>();
    Map<String, ServingCost> costs = new HashMap<>();
    List<ServingCost> notSelected = new ArrayList<>();
    for (IndexEndpoint endpoint : endpoints) {
      EndpointPlan plan = plan(endpoint, byId, selected, selection);
      if (plan.concernsUs()) {
        plans.add(plan);
      }
      for (DeployedIndex deployment : endpoint.getDeployedIndexesList()) {
        Index index =
            byId.getOrDefault(ResourceNames.id(deployment.getIndex()), Index.getDefaultInstance());
        ServingCost cost = ServingCost.of(Prices.load(), deployment, index);
        if (plan.concernsUs()) {
          costs.put(key(endpoint, deployment), cost);
        } else {
          notSelected.add(cost);
        }
      }
    }
    List<Index> indexes =
        all.stream()
            .filter(index -> selected.containsKey(ResourceNames.id(index.getName())))
            .toList();
    return new Inventory(plans, indexes, costs, notSelected, beingCreated, beingDeployed);
  }

  /**
   * Without the deployments on endpoints that are not selected themselves, and without their
   * indexes: there they may have taken the place of what answered before.
   */
  public Inventory onSelectedEndpointsOnly() {
    Set<String> elsewhere = new HashSet<>();
    List<EndpointPlan> own = new ArrayList<>();
    for (EndpointPlan plan : endpoints) {
      if (plan.isSelected()) {
        own.add(plan);
      } else {
        plan.undeployed()
            .forEach(deployment -> elsewhere.add(ResourceNames.id(deployment.getIndex())));
      }
    }
    List<Index> free =
        indexes.stream()
            .filter(index -> !elsewhere.contains(ResourceNames.id(index.getName())))
            .toList();
    return new Inventory(own, free, costs, notSelected, beingCreated, beingDeployed);
  }

  /** How many deployments, endpoints and indexes are to be removed. */
  public int size() {
    int count = indexes.size();
    for (EndpointPlan plan : endpoints) {
      count += plan.undeployed().size() + (plan.isDeleted() ? 1 : 0);
    }
    return count;
  }

  /** Whether nothing is to be removed. */
  public boolean isEmpty() {
    return size() == 0;
  }

  /** How many are being created or deployed, and cannot be removed yet. */
  public int unfinishedCount() {
    return beingCreated.size() + beingDeployed.size();
  }

  /** The ids of the deployments that are to be removed. */
  public Set<String> undeployedIds() {
    return endpoints.stream()
        .flatMap(plan -> plan.undeployed().stream())
        .map(DeployedIndex::getId)
        .collect(Collectors.toSet());
  }

  ServingCost cost(IndexEndpoint endpoint, DeployedIndex deployment) {
    return costs.get(key(endpoint, deployment));
  }

  private static EndpointPlan plan(
      IndexEndpoint endpoint,
      Map<String, Index> byId,
      Map<String, Index> selected,
      Selection selection) {
    List<DeployedIndex> ours = new ArrayList<>();
    List<DeployedIndex> others = new ArrayList<>();
    boolean isSelected = selection.includes(endpoint.getLabelsMap(), endpoint.getCreateTime());
    for (DeployedIndex deployment : endpoint.getDeployedIndexesList()) {
      String index = ResourceNames.id(deployment.getIndex());
      boolean isOurs =
          selection.includes(deployment)
              || selected.containsKey(index)
              || (isSelected
                  && selection.isOldEnough(deployment.getCreateTime())
                  && isCreatedFor(
                      endpoint, deployment, byId.getOrDefault(index, Index.getDefaultInstance())));
      (isOurs ? ours : others).add(deployment);
    }
    return new EndpointPlan(endpoint, isSelected, ours, others);
  }

  /** Only a later run can have deployed an index that is younger than the endpoint. */
  private static boolean isCreatedFor(
      IndexEndpoint endpoint, DeployedIndex deployment, Index index) {
    return DeployedIds.include(endpoint.getLabelsOrDefault(DeployedIds.LABEL, ""), deployment)
        && Timestamps.compare(index.getCreateTime(), endpoint.getCreateTime()) <= 0;
  }

  private static String key(IndexEndpoint endpoint, DeployedIndex deployment) {
    return ResourceNames.id(endpoint.getName()) + "/" + deployment.getId();
  }
}
