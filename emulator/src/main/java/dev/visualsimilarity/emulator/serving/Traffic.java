package dev.visualsimilarity.emulator.serving;

import com.google.cloud.aiplatform.v1.DeployedModel;
import com.google.cloud.aiplatform.v1.Endpoint;
import dev.visualsimilarity.emulator.service.ApiErrors;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** The shares of an endpoint's requests that its deployed models get, in percent. */
final class Traffic {

  /** Stands for the model that a request deploys. */
  private static final String NEW = "0";

  private static final int ALL = 100;

  private Traffic() {}

  /**
   * The shares after a request that names some.
   *
   * @param asked of the request, where {@code 0} is the model that is being deployed
   * @param newId of that model
   */
  static Map<String, Integer> resolved(Map<String, Integer> asked, String newId) {
    Map<String, Integer> shares = new TreeMap<>();
    asked.forEach((id, share) -> shares.put(id.equals(NEW) ? newId : id, share));
    int sum = shares.values().stream().mapToInt(Integer::intValue).sum();
    if (sum != ALL || shares.values().stream().anyMatch(share -> share < 0)) {
      throw ApiErrors.invalidArgument(
          "traffic_split %s is not valid: shares must be 0 or more and make %d", asked, ALL);
    }
    return shares;
  }

  /** Fails if a share is that of a model that is not deployed. */
  static void check(Endpoint endpoint) {
    for (String id : endpoint.getTrafficSplitMap().keySet()) {
      if (endpoint.getDeployedModelsList().stream().noneMatch(one -> one.getId().equals(id))) {
        throw ApiErrors.invalidArgument(
            "traffic_split names %s, which is not deployed on %s", id, endpoint.getName());
      }
    }
  }

  /** The deployed model that the next request goes to. */
  static DeployedModel next(Endpoint endpoint, RandomGenerator random) {
    int point = random.nextInt(ALL);
    for (DeployedModel deployed : endpoint.getDeployedModelsList()) {
      point -= endpoint.getTrafficSplitOrDefault(deployed.getId(), 0);
      if (point < 0) {
        return deployed;
      }
    }
    throw ApiErrors.failedPrecondition(
        "endpoint %s has no deployed model that gets traffic", endpoint.getName());
  }
}
