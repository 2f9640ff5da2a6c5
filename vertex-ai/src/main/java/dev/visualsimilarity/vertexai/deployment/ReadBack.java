package dev.visualsimilarity.vertexai.deployment;

import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.StatusCode;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.vertexai.ApiCalls;
import dev.visualsimilarity.vertexai.VertexClients;
import dev.visualsimilarity.vertexai.match.MatchAddress;
import dev.visualsimilarity.vertexai.operation.Polling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  private final VertexClients clients;
  private final ApiCalls calls;
  private final Duration patience;

  public ReadBack(VertexClients clients, ApiCalls calls) {
    this(clients, calls, PATIENCE);
  }

  /**
   * @param patience how long a deployment has to answer rightly
   */
  public ReadBack(VertexClients clients, ApiCalls calls, Duration patience) {
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
    if (!sample.isEmpty()) {
      stored(endpoint, deployedIndexId)
          .ifPresent(stored -> check(stored, endpoint, deployedIndexId, sample));
    }
  }

  private void check(
      StoredVectors stored,
      IndexEndpoint endpoint,
      String deployedIndexId,
      Map<String, float[]> sample) {
    String what = "reading datapoints of '%s' back".formatted(deployedIndexId);
    Optional<String> fault =
        Polling.until(what, patience, () -> fault(stored, sample), Optional::isEmpty);
    if (fault.isPresent()) {
      throw UserException.failed(
          "'%s' on %s does not answer with the data that were sent: %s"
              .formatted(deployedIndexId, endpoint.getName(), fault.get()));
    }
    LOG.info("read back {} of '{}': as they were sent", sample.keySet(), deployedIndexId);
  }

  /** Where a deployment is asked; nothing, and a line in the log, where it is out of reach. */
  private Optional<StoredVectors> stored(IndexEndpoint endpoint, String deployedIndexId) {
    String address = Deployments.matchAddress(endpoint, deployedIndexId);
    if (!MatchAddress.isPrivate(endpoint)) {
      return Optional.of(
          new PublicVectors(clients.matches(address), endpoint.getName(), deployedIndexId));
    }
    if (address.isEmpty()) {
      LOG.info(
          "'{}' has no address of its own, only a service attachment: datapoints are not read back",
          deployedIndexId);
      return Optional.empty();
    }
    PrivateVectors vectors =
        new PrivateVectors(clients.channel(MatchAddress.privateServer(address)), deployedIndexId);
    if (!vectors.isReachable()) {
      LOG.warn(
          "'{}' does not answer at {} within {} s, as this is not run in its network, or a firewall is between: datapoints are not read back",
          deployedIndexId,
          address,
          PrivateVectors.REACH.toSeconds());
      return Optional.empty();
    }
    return Optional.of(vectors);
  }

  /** What is wrong with the answer; nothing if it is right. */
  private Optional<String> fault(StoredVectors stored, Map<String, float[]> sample) {
    Map<String, List<Float>> read;
    try {
      read = stored.read(sample.keySet());
    } catch (ApiException e) {
      UserException explained = calls.explained("read datapoints back", e);
      if (LASTING.contains(e.getStatusCode().getCode())) {
        throw explained;
      }
      return Optional.of(explained.getMessage());
    }
    List<String> missing = new ArrayList<>();
    for (Map.Entry<String, float[]> sent : sample.entrySet()) {
      List<Float> vector = read.get(sent.getKey());
      if (vector == null) {
        missing.add(sent.getKey());
      } else if (!isSame(sent.getValue(), vector)) {
        return Optional.of("'%s' has another vector".formatted(sent.getKey()));
      }
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
