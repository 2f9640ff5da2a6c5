package dev.visualsimilarity.vertexai.deployment;

import com.google.cloud.aiplatform.v1.IndexEndpoint;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.vertexai.operation.Polling;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits until a deployment serves what its index holds, and asks it for some of that. */
public final class DeploymentCheck {

  private static final Logger LOG = LoggerFactory.getLogger(DeploymentCheck.class);

  private final Function<String, IndexEndpoint> endpoints;
  private final ReadBack readBack;
  private final Duration deadline;

  /**
   * @param endpoints reads an endpoint by its resource name
   * @param deadline how long a deployment may take to catch up with its index
   */
  public DeploymentCheck(
      Function<String, IndexEndpoint> endpoints, ReadBack readBack, Duration deadline) {
    this.endpoints = endpoints;
    this.readBack = readBack;
    this.deadline = deadline;
  }

  /**
   * Checks a deployment; returns its endpoint as it is then.
   *
   * @param updated when the index was updated last
   * @param sample vectors by id that it must have
   * @throws UserException if it does not catch up in time, or answers with something else
   */
  public IndexEndpoint check(
      String endpoint, String deployedIndexId, Timestamp updated, Map<String, float[]> sample) {
    IndexEndpoint seen =
        Polling.until(
            "'%s' is catching up with its index".formatted(deployedIndexId),
            deadline,
            () -> endpoints.apply(endpoint),
            latest -> Deployments.isInSync(latest, deployedIndexId, updated));
    if (!Deployments.isInSync(seen, deployedIndexId, updated)) {
      throw UserException.failed(
          "'%s' on %s has not caught up with its index of %s; run the step again with more --timeout-hours to go on"
              .formatted(deployedIndexId, endpoint, Timestamps.toString(updated)));
    }
    LOG.info("'{}' is in sync with its index of {}", deployedIndexId, Timestamps.toString(updated));
    readBack.check(seen, deployedIndexId, sample);
    return seen;
  }
}
