package dev.visualsimilarity.vertexai.cleanup;

import com.google.cloud.aiplatform.v1.DeployedIndex;
import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import dev.visualsimilarity.vertexai.cost.Money;
import dev.visualsimilarity.vertexai.cost.ServingCost;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Says what an inventory holds and what it costs, a resource a line. */
public final class InventoryText {

  private final Inventory inventory;

  public InventoryText(Inventory inventory) {
    this.inventory = inventory;
  }

  /** In the order in which it is removed; with what is kept, and why. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (EndpointPlan plan : inventory.endpoints()) {
      IndexEndpoint endpoint = plan.endpoint();
      for (DeployedIndex deployment : plan.undeployed()) {
        lines.add(
            "undeploy  '%s' (index %s) from %s; %s"
                .formatted(
                    deployment.getId(),
                    deployment.getIndex(),
                    endpoint.getName(),
                    inventory.cost(endpoint, deployment)));
      }
    }
    for (EndpointPlan plan : inventory.endpoints()) {
      lines.addAll(endpointLines(plan));
    }
    for (Index index : inventory.indexes()) {
      lines.add(
          "delete    %s ('%s', %d vectors)"
              .formatted(
                  index.getName(),
                  index.getDisplayName(),
                  index.getIndexStats().getVectorsCount()));
    }
    for (String deployment : inventory.beingDeployed()) {
      lines.add(
          "deploying %s: it is seen, and costs by the hour, when it is done; run this again then"
              .formatted(deployment));
    }
    for (String name : inventory.beingCreated()) {
      lines.add(
          "unknown   %s, which is being created: its labels are seen when it is done; run this again then"
              .formatted(name));
    }
    return lines;
  }

  /** What all selected deployments cost, in a sentence, and those that are kept, in another. */
  public String total() {
    List<ServingCost> selected = costs(EndpointPlan::undeployed);
    List<ServingCost> kept = costs(EndpointPlan::kept);
    String text = selected.isEmpty() ? nothing() : sum(selected);
    return kept.isEmpty() ? text : text + " What is kept goes on costing: " + sum(kept);
  }

  /** What the deployments on other endpoints cost: whoever mistyped a name pays for them too. */
  public Optional<String> notSelected() {
    return inventory.notSelected().isEmpty()
        ? Optional.empty()
        : Optional.of(sum(inventory.notSelected()));
  }

  private String nothing() {
    return inventory.beingDeployed().isEmpty()
        ? "Nothing of it is deployed: it costs nothing by the hour."
        : "What is being deployed costs by the hour when it is done.";
  }

  private List<ServingCost> costs(Function<EndpointPlan, List<DeployedIndex>> part) {
    return inventory.endpoints().stream()
        .flatMap(
            plan ->
                part.apply(plan).stream()
                    .map(deployment -> inventory.cost(plan.endpoint(), deployment)))
        .toList();
  }

  private static String sum(List<ServingCost> costs) {
    double hour =
        costs.stream().map(ServingCost::perHour).mapToDouble(cost -> cost.orElse(0)).sum();
    long unknown = costs.stream().map(ServingCost::perHour).filter(OptionalDouble::isEmpty).count();
    return "%d %s: %s%s"
        .formatted(
            costs.size(),
            costs.size() == 1 ? "deployment" : "deployments",
            Money.perHourAndMonth(hour),
            unknown == 0 ? "." : ", and %d whose price is not known here.".formatted(unknown));
  }

  private List<String> endpointLines(EndpointPlan plan) {
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
                plan.isSelected()
                    ? "which has other deployments"
                    : "which does not carry the label"));
    for (DeployedIndex deployment : plan.kept()) {
      lines.add(
          "          its '%s' (index %s); %s"
              .formatted(
                  deployment.getId(),
                  deployment.getIndex(),
                  inventory.cost(plan.endpoint(), deployment)));
    }
    return lines;
  }
}
