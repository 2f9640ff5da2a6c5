package dev.visualsimilarity.emulator.service;

import com.google.cloud.aiplatform.v1.AutomaticResources;
import com.google.cloud.aiplatform.v1.DedicatedResources;
import com.google.cloud.aiplatform.v1.DeployedIndex;

/** Checks the machines that a deployment asks for, and fills in the defaults. */
final class MachineResources {
  private static final int MAX_REPLICAS = 1000;
  private static final int DEFAULT_REPLICAS = 2;

  private MachineResources() {}

  /** The deployment with its resources complete. */
  static DeployedIndex checked(DeployedIndex deployed, ShardSize shardSize) {
    if (deployed.hasAutomaticResources() && deployed.hasDedicatedResources()) {
      throw ApiErrors.invalidArgument(
          "a deployed index has automatic_resources or dedicated_resources, not both");
    }
    if (deployed.hasDedicatedResources()) {
      return deployed.toBuilder()
          .setDedicatedResources(dedicated(deployed.getDedicatedResources(), shardSize))
          .build();
    }
    return deployed.toBuilder()
        .setAutomaticResources(automatic(deployed.getAutomaticResources()))
        .build();
  }

  /** The current deployment with the resources of another; nothing else can be changed. */
  static DeployedIndex mutated(
      DeployedIndex current, DeployedIndex requested, ShardSize shardSize) {
    DeployedIndex.Builder merged =
        current.toBuilder().clearAutomaticResources().clearDedicatedResources();
    if (!requested.hasAutomaticResources() && !requested.hasDedicatedResources()) {
      throw ApiErrors.invalidArgument(
          "deployed index %s: give automatic_resources or dedicated_resources; nothing else can be changed",
          current.getId());
    }
    if (requested.hasAutomaticResources()) {
      merged.setAutomaticResources(requested.getAutomaticResources());
    }
    if (requested.hasDedicatedResources()) {
      merged.setDedicatedResources(requested.getDedicatedResources());
    }
    DeployedIndex checked = checked(merged.build(), shardSize);
    if (current.hasDedicatedResources() != checked.hasDedicatedResources()) {
      throw ApiErrors.invalidArgument(
          "deployed index %s: its kind of resources cannot be changed", current.getId());
    }
    String before = current.getDedicatedResources().getMachineSpec().getMachineType();
    String after = checked.getDedicatedResources().getMachineSpec().getMachineType();
    if (!before.equals(after)) {
      throw ApiErrors.invalidArgument(
          "deployed index %s: its machine type %s cannot be changed to %s",
          current.getId(), before, after);
    }
    return checked;
  }

  private static AutomaticResources automatic(AutomaticResources requested) {
    int min =
        requested.getMinReplicaCount() == 0 ? DEFAULT_REPLICAS : requested.getMinReplicaCount();
    int max = requested.getMaxReplicaCount() == 0 ? min : requested.getMaxReplicaCount();
    requireReplicas(min, max);
    return requested.toBuilder().setMinReplicaCount(min).setMaxReplicaCount(max).build();
  }

  private static DedicatedResources dedicated(DedicatedResources requested, ShardSize shardSize) {
    int min = requested.getMinReplicaCount();
    int max = requested.getMaxReplicaCount() == 0 ? min : requested.getMaxReplicaCount();
    requireReplicas(min, max);
    DedicatedResources.Builder dedicated = requested.toBuilder().setMaxReplicaCount(max);
    String machineType = requested.getMachineSpec().getMachineType();
    if (machineType.isEmpty()) {
      dedicated.getMachineSpecBuilder().setMachineType(shardSize.defaultMachineType());
    } else if (!shardSize.isServedBy(machineType)) {
      throw ApiErrors.invalidArgument(
          "machine type %s does not serve an index of %s; allowed are %s",
          machineType, shardSize, shardSize.machineTypes());
    }
    return dedicated.build();
  }

  private static void requireReplicas(int min, int max) {
    if (min < 1 || max < min || max > MAX_REPLICAS) {
      throw ApiErrors.invalidArgument(
          "min_replica_count %d and max_replica_count %d are not valid: 1 <= min <= max <= %d",
          min, max, MAX_REPLICAS);
    }
  }
}
