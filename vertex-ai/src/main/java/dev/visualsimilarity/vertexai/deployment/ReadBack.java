package dev.visualsimilarity.vertexai.deployment;

import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.StatusCode;
import com.google.cloud.aiplatform.v1.IndexDatapoint;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import com.google.cloud.aiplatform.v1.MatchServiceClient;
import com.google.cloud.aiplatform.v1.ReadIndexDatapointsRequest;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.vertexai.ApiCalls;
import dev.visualsimilarity.vertexai.match.MatchAddress;
import dev.visualsimilarity.vertexai.operation.Polling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads datapoints back through a deployment and compares them with what was sent. A new deployment
 * takes a while to answer, and to answer with the newest data, so it is asked again for some
 * minutes.
 */
public final class ReadBack {

  private static final Logger LOG = LoggerFactory.getLogger(ReadBack.class);

  /** Vectors may come back in unit length, and rounded: they must point the same way. */
  private static final double MIN_COSINE = 0.999;

  /** What does not pass while one waits. */
  private static final Set<StatusCode.Code> LASTING =
      Set.of(StatusCode.Code.PERMISSION_DENIED, StatusCode.Code.UNAUTHENTICATED);

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Function<String, MatchServiceClient> clients;
  private final ApiCalls calls;
  private final Duration patience;

  /**
   * @param clients gives a client for a match address
   */
  public ReadBack(Function<String, MatchServiceClient> clients, ApiCalls calls) {
    this(clients, calls, PATIENCE);
  }

  /** As the other one, with the time that a deployment has to answer rightly. */
  public ReadBack(Function<String, MatchServiceClient> clients, ApiCalls calls, Duration patience) {
    this.clients = clients;
    this.calls = calls;
    this.patience = patience;
  }

  /**
   * Checks a deployment.
   *
   * @param sample vectors by id, as they were sent
   * @throws UserException if the deployment does not answer, or not with these
   */
  public void check(IndexEndpoint endpoint, String deployedIndexId, Map<String, float[]> sample) {
    if (MatchAddress.isPrivate(endpoint)) {
      LOG.info(
          "'{}' is on a private endpoint, which only its network reaches: datapoints are not read back",
          deployedIndexId);
      return;
    }
    if (sample.isEmpty()) {
      return;
    }
    MatchServiceClient client = clients.apply(Deployments.matchAddress(endpoint, deployedIndexId));
    ReadIndexDatapointsRequest request =
        ReadIndexDatapointsRequest.newBuilder()
            .setIndexEndpoint(endpoint.getName())
            .setDeployedIndexId(deployedIndexId)
            .addAllIds(sample.keySet())
            .build();
    String what = "reading datapoints of '%s' back".formatted(deployedIndexId);
    Optional<String> fault =
        Polling.until(
            what, patience, () -> fault(client, request, sample), found -> found.isEmpty());
    if (fault.isPresent()) {
      throw UserException.failed(
          "'%s' on %s does not answer with the data that were sent: %s"
              .formatted(deployedIndexId, endpoint.getName(), fault.get()));
    }
    LOG.info("read back {} of '{}': as they were sent", sample.keySet(), deployedIndexId);
  }

  /** What is wrong with the answer; nothing if it is right. */
  private Optional<String> fault(
      MatchServiceClient client, ReadIndexDatapointsRequest request, Map<String, float[]> sample) {
    List<String> missing = new ArrayList<>(sample.keySet());
    try {
      for (IndexDatapoint point : client.readIndexDatapoints(request).getDatapointsList()) {
        float[] sent = sample.get(point.getDatapointId());
        if (sent != null && !isSame(sent, point.getFeatureVectorList())) {
          return Optional.of("'%s' has another vector".formatted(point.getDatapointId()));
        }
        missing.remove(point.getDatapointId());
      }
    } catch (ApiException e) {
      UserException explained = calls.explained("read datapoints back", e);
      if (LASTING.contains(e.getStatusCode().getCode())) {
        throw explained;
      }
      return Optional.of(explained.getMessage());
    }
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of("there is no " + String.join(", ", missing));
  }

  private static boolean isSame(float[] sent, List<Float> read) {
    if (sent.length != read.size()) {
      return false;
    }
    double dot = 0;
    double sentSquares = 0;
    double readSquares = 0;
    for (int i = 0; i < sent.length; i++) {
      dot += (double) sent[i] * read.get(i);
      sentSquares += (double) sent[i] * sent[i];
      readSquares += (double) read.get(i) * read.get(i);
    }
    return sentSquares == 0 || dot >= MIN_COSINE * Math.sqrt(sentSquares * readSquares);
  }
}
