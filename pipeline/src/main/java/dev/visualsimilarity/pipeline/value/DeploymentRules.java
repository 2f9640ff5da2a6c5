package dev.visualsimilarity.pipeline.value;

import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.vertexai.cost.ShardSize;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What inputs of build-index, deploy-index and upload-model must not be together. */
final class DeploymentRules {

  private static final String PUBLIC = "public_endpoint_enabled";
  private static final String CONNECT = "private_service_connect_projects";
  private static final List<String> PRIVATE = List.of("network", CONNECT);
  private static final List<String> ADDRESSES = List.of("ann_match_address", "exact_match_address");

  private final List<Value> shardSizes = new ArrayList<>();
  private final List<Value> machineTypes = new ArrayList<>();
  private final List<Value> connected = new ArrayList<>();
  private final Map<String, Value> deployedIds = new HashMap<>();
  private boolean queriesWithoutAddress;

  /** Takes note of an index that is built; one that exists has shards of its own. */
  void build(Map<String, Value> values) {
    if (isEmpty(values, "index")) {
      Optional.ofNullable(values.get("shard_size")).ifPresent(shardSizes::add);
    }
  }

  /**
   * Checks a deployment, and takes note of it.
   *
   * @throws UserException if its replicas or the ways to its endpoint contradict each other, or
   *     another deployment has its id
   */
  void deploy(Map<String, Value> values) {
    Optional.ofNullable(values.get("deployed_index_id")).ifPresent(this::checkId);
    Optional.ofNullable(values.get("machine_type"))
        .filter(type -> !type.text().isEmpty())
        .ifPresent(machineTypes::add);
    Optional.ofNullable(values.get(CONNECT))
        .filter(projects -> !isEmpty(values, CONNECT))
        .ifPresent(connected::add);
    checkReplicas(values.get("min_replica_count"), values.get("max_replica_count"));
    List<Value> ways =
        Stream.concat(
                Stream.ofNullable(values.get(PUBLIC)).filter(way -> way.text().equals("true")),
                PRIVATE.stream()
                    .filter(name -> values.containsKey(name) && !isEmpty(values, name))
                    .map(values::get))
            .toList();
    if (ways.size() > 1) {
      throw UserException.badParameter(
          "an endpoint is reached in one way, and given are %s; set %s to false for a private endpoint"
              .formatted(
                  String.join(" and ", ways.stream().map(DeploymentRules::said).toList()), PUBLIC));
    }
    boolean known =
        Stream.concat(Stream.of(PUBLIC), PRIVATE.stream()).allMatch(values::containsKey);
    if (ways.isEmpty() && known && isEmpty(values, "index_endpoint")) {
      throw UserException.badParameter(
          "nothing could reach the endpoint: %s is false, and %s are empty; give one of them, or the endpoint to deploy to"
              .formatted(values.get(PUBLIC).origin(), String.join(" and ", PRIVATE)));
    }
  }

  /** The same parameter twice may be of branches of which one is taken. */
  private void checkId(Value id) {
    Value other = deployedIds.putIfAbsent(id.text(), id);
    if (other != null && !other.origin().equals(id.origin())) {
      throw UserException.badParameter(
          "%s and %s are the same, and an id is that of one deployment in a project; give two"
              .formatted(said(other), said(id)));
    }
  }

  /**
   * Checks the deployment of a model.
   *
   * @throws UserException if its replicas contradict each other
   */
  void serve(Map<String, Value> values) {
    checkReplicas(values.get("min_replica_count"), values.get("max_replica_count"));
  }

  /** Takes note of queries; what deploy-index gives as the address is not known yet. */
  void query(Map<String, Value> values) {
    queriesWithoutAddress |=
        ADDRESSES.stream().anyMatch(name -> !values.containsKey(name) || isEmpty(values, name));
  }

  /**
   * Checks that queries reach what is deployed in the same run.
   *
   * @throws UserException if the endpoint has no address until somebody has connected to it
   */
  void checkQueries() {
    if (!connected.isEmpty() && queriesWithoutAddress) {
      throw UserException.badParameter(
          "%s: an endpoint of Private Service Connect has no address that query-index could ask before you have connected to it; run the steps one by one (README, In a network of your own), or give network or a public endpoint"
              .formatted(said(connected.get(0))));
    }
  }

  /**
   * Checks that the machines can hold the shards of every index that is built.
   *
   * @throws UserException if one cannot
   */
  void checkMachines() {
    for (Value shards : shardSizes) {
      Optional<ShardSize> size = ShardSize.of(shards.text());
      for (Value machine : machineTypes) {
        if (size.isPresent()
            && ShardSize.isKnownMachine(machine.text())
            && !size.get().machineTypes().contains(machine.text())) {
          throw UserException.badParameter(
              "%s cannot hold an index with %s; allowed are %s, or smaller shards"
                  .formatted(
                      said(machine), said(shards), String.join(", ", size.get().machineTypes())));
        }
      }
    }
  }

  private static void checkReplicas(Value min, Value max) {
    if (min == null || max == null) {
      return;
    }
    double most = Double.parseDouble(max.text());
    if (most != 0 && most < Double.parseDouble(min.text())) {
      throw UserException.badParameter(
          "%s is less than %s; give as many or more".formatted(said(max), said(min)));
    }
  }

  /** Whether an input is known to be empty. */
  private static boolean isEmpty(Map<String, Value> values, String name) {
    return Optional.ofNullable(values.get(name))
        .filter(value -> value.text().isEmpty() || value.text().equals("[]"))
        .isPresent();
  }

  private static String said(Value value) {
    return "%s '%s'".formatted(value.origin(), value.text());
  }
}
