package dev.visualsimilarity.vertexai.match;

import com.google.api.gax.grpc.GrpcStatusCode;
import com.google.api.gax.rpc.ApiExceptionFactory;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.matchservice.v1.BatchMatchRequest;
import dev.visualsimilarity.matchservice.v1.BatchMatchRequest.BatchMatchRequestPerIndex;
import dev.visualsimilarity.matchservice.v1.BatchMatchResponse.BatchMatchResponsePerIndex;
import dev.visualsimilarity.matchservice.v1.MatchRequest;
import dev.visualsimilarity.matchservice.v1.MatchResponse;
import dev.visualsimilarity.matchservice.v1.MatchServiceGrpc;
import dev.visualsimilarity.matchservice.v1.MatchServiceGrpc.MatchServiceBlockingStub;
import dev.visualsimilarity.vertexai.ApiCalls;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Asks an endpoint in a VPC network: {@code MatchService} of {@code
 * google.cloud.aiplatform.container.v1}, a query by {@code Match}, several by {@code BatchMatch}.
 */
public final class PrivateNeighborSearch implements NeighborSearch {

  private static final long DEADLINE_SECONDS = 60;

  private final MatchServiceBlockingStub service;
  private final ApiCalls calls;
  private final Deployment deployment;

  /**
   * @param channel to the match address; the caller closes it
   */
  public PrivateNeighborSearch(Channel channel, ApiCalls calls, Deployment deployment) {
    this.service = MatchServiceGrpc.newBlockingStub(channel);
    this.calls = calls;
    this.deployment = deployment;
  }

  @Override
  public List<List<Neighbor>> find(List<float[]> vectors, SearchOptions options) {
    return NeighborSearch.inRequests(
        vectors,
        asked -> {
          List<MatchRequest> requests =
              asked.stream()
                  .map(vector -> PrivateQueries.request(deployment, vector, options))
                  .toList();
          return responses(requests).map(PrivateNeighborSearch::neighbors).toList();
        });
  }

  private Stream<MatchResponse> responses(List<MatchRequest> requests) {
    if (requests.size() == 1) {
      return Stream.of(this.<MatchResponse>call(stub -> stub.match(requests.get(0))));
    }
    BatchMatchRequest batch =
        BatchMatchRequest.newBuilder()
            .addRequests(
                BatchMatchRequestPerIndex.newBuilder()
                    .setDeployedIndexId(deployment.deployedIndexId())
                    .addAllRequests(requests))
            .build();
    return call(stub -> stub.batchMatch(batch)).getResponsesList().stream().flatMap(this::accepted);
  }

  private Stream<MatchResponse> accepted(BatchMatchResponsePerIndex responses) {
    if (responses.getStatus().getCode() != Status.Code.OK.value()) {
      throw failure(
          Status.fromCodeValue(responses.getStatus().getCode())
              .withDescription(responses.getStatus().getMessage())
              .asRuntimeException());
    }
    return responses.getResponsesList().stream();
  }

  private <T> T call(Function<MatchServiceBlockingStub, T> call) {
    try {
      return call.apply(service.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS));
    } catch (StatusRuntimeException e) {
      throw failure(e);
    }
  }

  private UserException failure(StatusRuntimeException e) {
    if (e.getStatus().getCode() == Status.Code.UNAVAILABLE) {
      return UserException.failed(
          "cannot query %s: its private address %s is not reachable from here (%s); run this in the VPC network that the endpoint is peered with, or that its Private Service Connect endpoint is in, and let the firewall pass TCP to that port"
              .formatted(deployment, deployment.matchAddress(), e.getStatus().getDescription()),
          e);
    }
    return calls.explained(
        "query " + deployment,
        ApiExceptionFactory.createException(e, GrpcStatusCode.of(e.getStatus().getCode()), false));
  }

  private static List<Neighbor> neighbors(MatchResponse found) {
    return found.getNeighborList().stream()
        .map(one -> new Neighbor(one.getId(), one.getDistance()))
        .toList();
  }
}
