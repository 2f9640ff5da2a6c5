package dev.visualsimilarity.deployindex;

import com.google.cloud.aiplatform.v1.AutomaticResources;
import com.google.cloud.aiplatform.v1.DedicatedResources;
import com.google.cloud.aiplatform.v1.DeployedIndex;
import com.google.cloud.aiplatform.v1.MachineSpec;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.vertexai.cost.ShardSize;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The machines that serve a deployed index.
 *
 * @param machineType empty: Vertex AI chooses
 * @param min fewest replicas; 0: as many as there are, one where there is no deployment
 * @param max most replicas; 0: as many as there are, but no fewer than the fewest
 */
record Replicas(String machineType, int min, int max) {

  private static final Logger LOG = LoggerFactory.getLogger(Replicas.class);
  private static final int MOST = 1000;

  /**
   * Reads the flags; 0 replicas stand for none given.
   *
   * @throws UserException if the counts contradict each other, or if what is given has not the form
   *     of a machine type
   */
  static Replicas of(String machineType, int min, int max) {
    if (min < 0 || max < 0 || Math.max(min, max) > MOST || (max != 0 && max < min)) {
      throw UserException.badParameter(
          "--min-replica-count %d and --max-replica-count %d are not allowed; give 1 <= min <= max <= %d"
              .formatted(min, max, MOST));
    }
    String type = machineType.strip();
    if (!type.isEmpty() && !ShardSize.isMachineType(type)) {
      throw UserException.badParameter(
          "--machine-type is no machine type that serves an index: '%s'; those are %s, or empty for automatic resources"
              .formatted(type, String.join(", ", ShardSize.SHARD_SIZE_SMALL.machineTypes())));
    }
    return new Replicas(type, min, max);
  }

  /**
   * Refuses a machine that cannot hold the index's shards: the service does so after 20 minutes. Of
   * one that is not in the documentation's table it warns: the service may serve on more.
   *
   * @param shardSize as in the index's metadata; empty if not known
   */
  void checkFits(String shardSize) {
    if (machineType.isEmpty()) {
      return;
    }
    Optional<ShardSize> size = ShardSize.of(shardSize);
    List<String> fitting = size.orElse(ShardSize.SHARD_SIZE_SMALL).machineTypes();
    if (!ShardSize.isKnownMachine(machineType)) {
      LOG.warn(
          "--machine-type {} is not in the documentation's table, which has {} for {}; if Vertex AI does not serve indexes on it, it says so only when asked to deploy, on an endpoint that is there by then",
          machineType,
          String.join(", ", fitting),
          size.map(ShardSize::name).orElse("indexes"));
    } else if (size.isPresent() && !fitting.contains(machineType)) {
      throw UserException.failed(
          "--machine-type %s cannot hold an index of %s; give one of %s, or build the index with smaller shards"
              .formatted(machineType, shardSize, String.join(", ", fitting)));
    }
  }

  /**
   * A deployment with as many replicas as asked for; nothing if it has them.
   *
   * @throws UserException if it is on other machines, which cannot be changed
   */
  Optional<DeployedIndex> changed(DeployedIndex current) {
    String serving = current.getDedicatedResources().getMachineSpec().getMachineType();
    if (!serving.equals(machineType)) {
      throw UserException.failed(
          "'%s' is deployed on %s, and its machine type cannot be changed to %s; give --machine-type '%s', or undeploy it first, or deploy under another --deployed-index-id"
              .formatted(current.getId(), machines(serving), machines(machineType), serving));
    }
    if (min == 0 && max == 0) {
      return Optional.empty();
    }
    Counts wanted = over(Counts.of(current));
    DeployedIndex.Builder changed = current.toBuilder();
    if (machineType.isEmpty()) {
      changed
          .getAutomaticResourcesBuilder()
          .setMinReplicaCount(wanted.min())
          .setMaxReplicaCount(wanted.max());
    } else {
      changed
          .getDedicatedResourcesBuilder()
          .setMinReplicaCount(wanted.min())
          .setMaxReplicaCount(wanted.max());
    }
    return Optional.of(changed.build()).filter(different -> !different.equals(current));
  }

  /** What is asked for; what is not stays, unless the other count leaves no room for it. */
  private Counts over(Counts current) {
    int kept = max == 0 ? current.min() : Math.min(current.min(), max);
    int fewest = min == 0 ? kept : min;
    return new Counts(fewest, max == 0 ? Math.max(current.max(), fewest) : max);
  }

  private static String machines(String type) {
    return type.isEmpty() ? "automatic resources" : type;
  }

  /**
   * Asks for these machines.
   *
   * @param replaced the deployment whose counts stay where none are given
   */
  void request(DeployedIndex.Builder deployment, Optional<DeployedIndex> replaced) {
    Counts wanted = over(replaced.map(Counts::of).orElse(Counts.DEFAULT));
    if (machineType.isEmpty()) {
      deployment.setAutomaticResources(
          AutomaticResources.newBuilder()
              .setMinReplicaCount(wanted.min())
              .setMaxReplicaCount(wanted.max()));
    } else {
      deployment.setDedicatedResources(
          DedicatedResources.newBuilder()
              .setMachineSpec(MachineSpec.newBuilder().setMachineType(machineType))
              .setMinReplicaCount(wanted.min())
              .setMaxReplicaCount(wanted.max()));
    }
  }

  /** How many replicas a deployment has. */
  private record Counts(int min, int max) {

    static final Counts DEFAULT = new Counts(1, 1);

    static Counts of(DeployedIndex deployment) {
      DedicatedResources dedicated = deployment.getDedicatedResources();
      AutomaticResources automatic = deployment.getAutomaticResources();
      return deployment.hasDedicatedResources()
          ? new Counts(dedicated.getMinReplicaCount(), dedicated.getMaxReplicaCount())
          : new Counts(automatic.getMinReplicaCount(), automatic.getMaxReplicaCount());
    }
  }
}
