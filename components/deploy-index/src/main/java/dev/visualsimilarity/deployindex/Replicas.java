package dev.visualsimilarity.deployindex;

import com.google.cloud.aiplatform.v1.AutomaticResources;
import com.google.cloud.aiplatform.v1.DedicatedResources;
import com.google.cloud.aiplatform.v1.DeployedIndex;
import com.google.cloud.aiplatform.v1.MachineSpec;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.vertexai.cost.ShardSize;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The machines that serve a deployed index.
 *
 * @param machineType empty: Vertex AI chooses
 * @param min fewest replicas
 * @param max most replicas
 */
record Replicas(String machineType, int min, int max) {

  private static final Logger LOG = LoggerFactory.getLogger(Replicas.class);
  private static final int MOST = 1000;

  /**
   * Reads the flags; 0 replicas stand for the default, which is one, or the minimum.
   *
   * @throws UserException if the counts contradict each other
   */
  static Replicas of(String machineType, int min, int max) {
    int fewest = min == 0 ? 1 : min;
    int most = max == 0 ? fewest : max;
    if (fewest < 1 || most < fewest || most > MOST) {
      throw UserException.badParameter(
          "--min-replica-count %d and --max-replica-count %d are not allowed; give 1 <= min <= max <= %d"
              .formatted(min, max, MOST));
    }
    if (fewest == 1) {
      LOG.warn("one replica: Vertex AI has no SLA for it; --min-replica-count 2 for production");
    }
    return new Replicas(machineType.strip(), fewest, most);
  }

  /**
   * Refuses a machine that cannot hold the index's shards: the service does so after 20 minutes.
   *
   * @param shardSize as in the index's metadata; empty if not known
   */
  void checkFits(String shardSize) {
    Optional<ShardSize> size = ShardSize.of(shardSize);
    if (machineType.isEmpty() || size.isEmpty()) {
      return;
    }
    if (!ShardSize.isKnownMachine(machineType)) {
      LOG.warn(
          "--machine-type {} is not in the documentation's table; that names {} for {}",
          machineType,
          String.join(", ", size.get().machineTypes()),
          shardSize);
    } else if (!size.get().machineTypes().contains(machineType)) {
      throw UserException.failed(
          "--machine-type %s cannot hold an index of %s; give one of %s, or build the index with smaller shards"
              .formatted(machineType, shardSize, String.join(", ", size.get().machineTypes())));
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
    DeployedIndex.Builder changed = current.toBuilder();
    if (machineType.isEmpty()) {
      changed.getAutomaticResourcesBuilder().setMinReplicaCount(min).setMaxReplicaCount(max);
    } else {
      changed.getDedicatedResourcesBuilder().setMinReplicaCount(min).setMaxReplicaCount(max);
    }
    return Optional.of(changed.build()).filter(wanted -> !wanted.equals(current));
  }

  private static String machines(String type) {
    return type.isEmpty() ? "automatic resources" : type;
  }

  /** Asks for these machines. */
  void request(DeployedIndex.Builder deployment) {
    if (machineType.isEmpty()) {
      deployment.setAutomaticResources(
          AutomaticResources.newBuilder().setMinReplicaCount(min).setMaxReplicaCount(max));
    } else {
      deployment.setDedicatedResources(
          DedicatedResources.newBuilder()
              .setMachineSpec(MachineSpec.newBuilder().setMachineType(machineType))
              .setMinReplicaCount(min)
              .setMaxReplicaCount(max));
    }
  }
}
