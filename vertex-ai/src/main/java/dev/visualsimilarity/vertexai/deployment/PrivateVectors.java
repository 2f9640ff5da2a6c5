package dev.visualsimilarity.vertexai.deployment;

import com.google.api.gax.grpc.GrpcStatusCode;
import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.ApiExceptionFactory;
import com.google.api.gax.rpc.StatusCode;
import dev.visualsimilarity.matchservice.v1.BatchGetEmbeddingsRequest;
import dev.visualsimilarity.matchservice.v1.Embedding;
import dev.visualsimilarity.matchservice.v1.MatchServiceGrpc;
import dev.visualsimilarity.matchservice.v1.MatchServiceGrpc.MatchServiceBlockingStub;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The vectors of a deployment on an endpoint in a VPC network. */
final class PrivateVectors implements StoredVectors {

  /** From outside the network, nobody answers at all. */
  static final Duration REACH = Duration.ofSeconds(5);

  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final Set<StatusCode.Code> OUT_OF_REACH =
      Set.of(StatusCode.Code.UNAVAILABLE, StatusCode.Code.DEADLINE_EXCEEDED);

  private final MatchServiceBlockingStub service;
  private final String deployedIndexId;

  /**
   * @param channel to the match address; the caller closes it
   */
  PrivateVectors(Channel channel, String deployedIndexId) {
    this.service = MatchServiceGrpc.newBlockingStub(channel);
    this.deployedIndexId = deployedIndexId;
  }

  /** Whether the address answers from here within {@link #REACH}, be it with an error. */
  boolean isReachable() {
    try {
      Map<String, List<Float>> unused = read(List.of(), REACH);
      return true;
    } catch (ApiException e) {
      return !OUT_OF_REACH.contains(e.getStatusCode().getCode());
    }
  }

  @Override
  public Map<String, List<Float>> read(Collection<String> ids) {
    return read(ids, DEADLINE);
  }

  private Map<String, List<Float>> read(Collection<String> ids, Duration deadline) {
    BatchGetEmbeddingsRequest request =
        BatchGetEmbeddingsRequest.newBuilder()
            .setDeployedIndexId(deployedIndexId)
            .addAllId(ids)
            .build();
    MatchServiceBlockingStub stub =
        service.withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS);
    try {
      Map<String, List<Float>> vectors = new HashMap<>();
      for (Embedding embedding : stub.batchGetEmbeddings(request).getEmbeddingsList()) {
        vectors.put(embedding.getId(), embedding.getFloatValList());
      }
      return vectors;
    } catch (StatusRuntimeException e) {
      throw ApiExceptionFactory.createException(
          e, GrpcStatusCode.of(e.getStatus().getCode()), false);
    }
  }
}
