package dev.visualsimilarity.emulator.service;

import com.google.rpc.Status;
import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.emulator.engine.Query;
import dev.visualsimilarity.emulator.live.Hit;
import dev.visualsimilarity.emulator.live.LiveSnapshot;
import dev.visualsimilarity.matchservice.v1.BatchGetEmbeddingsRequest;
import dev.visualsimilarity.matchservice.v1.BatchGetEmbeddingsResponse;
import dev.visualsimilarity.matchservice.v1.BatchMatchRequest;
import dev.visualsimilarity.matchservice.v1.BatchMatchRequest.BatchMatchRequestPerIndex;
import dev.visualsimilarity.matchservice.v1.BatchMatchResponse;
import dev.visualsimilarity.matchservice.v1.BatchMatchResponse.BatchMatchResponsePerIndex;
import dev.visualsimilarity.matchservice.v1.MatchRequest;
import dev.visualsimilarity.matchservice.v1.MatchResponse;
import dev.visualsimilarity.matchservice.v1.MatchServiceGrpc;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code google.cloud.aiplatform.container.v1.MatchService}: answers for the deployments of private
 * endpoints, and no others.
 */
final class PrivateMatchService extends MatchServiceGrpc.MatchServiceImplBase {
  private final Resources resources;

  PrivateMatchService(Resources resources) {
    this.resources = resources;
  }

  @Override
  public void match(MatchRequest request, StreamObserver<MatchResponse> observer) {
    Replies.reply(
        observer,
        () -> match(request.getDeployedIndexId(), List.of(request), new AnswerLimit()).get(0));
  }

  @Override
  public void batchMatch(BatchMatchRequest request, StreamObserver<BatchMatchResponse> observer) {
    Replies.reply(
        observer,
        () -> {
          BatchMatchResponse.Builder response = BatchMatchResponse.newBuilder();
          AnswerLimit limit = new AnswerLimit();
          // Not for one index to refuse: millions of them are refused together.
          limit.addQueries(request.getRequestsCount());
          request
              .getRequestsList()
              .forEach(perIndex -> response.addResponses(match(perIndex, limit)));
          return response.build();
        });
  }

  @Override
  public void batchGetEmbeddings(
      BatchGetEmbeddingsRequest request, StreamObserver<BatchGetEmbeddingsResponse> observer) {
    Replies.reply(
        observer,
        () -> {
          LiveSnapshot index = contents(request.getDeployedIndexId());
          BatchGetEmbeddingsResponse.Builder response = BatchGetEmbeddingsResponse.newBuilder();
          for (Datapoint datapoint : MatchService.read(index, request.getIdList())) {
            response.addEmbeddings(PrivateEmbeddings.of(datapoint));
          }
          return response.build();
        });
  }

  /** The answers for one index, or why there are none: the other indexes are not concerned. */
  private BatchMatchResponsePerIndex match(BatchMatchRequestPerIndex request, AnswerLimit limit) {
    BatchMatchResponsePerIndex.Builder response =
        BatchMatchResponsePerIndex.newBuilder().setDeployedIndexId(request.getDeployedIndexId());
    try {
      response.addAllResponses(
          match(request.getDeployedIndexId(), request.getRequestsList(), limit));
    } catch (StatusRuntimeException e) {
      response.setStatus(
          Status.newBuilder()
              .setCode(e.getStatus().getCode().value())
              .setMessage(String.valueOf(e.getStatus().getDescription())));
    }
    return response.build();
  }

  private List<MatchResponse> match(
      String deployedIndexId, List<MatchRequest> requests, AnswerLimit limit) {
    LiveSnapshot index = contents(deployedIndexId);
    int dimensions = index.settings().dimensions();
    limit.addQueries(requests.size());
    // A request names a vector in a few bytes.
    limit.addVectors(
        requests.stream().filter(request -> !request.getEmbeddingId().isEmpty()).count(),
        dimensions);
    List<Query> queries = new ArrayList<>();
    for (MatchRequest request : requests) {
      if (!request.getDeployedIndexId().isEmpty()
          && !request.getDeployedIndexId().equals(deployedIndexId)) {
        throw ApiErrors.invalidArgument(
            "a request for deployed index %s is among those for %s",
            request.getDeployedIndexId(), deployedIndexId);
      }
      queries.add(QueryReader.read(PrivateQueries.query(request), index));
    }
    boolean full = requests.stream().anyMatch(MatchRequest::getEmbeddingEnabled);
    limit.addNeighbors(queries, index.size(), full ? dimensions : 0);
    List<List<Hit>> results = MatchService.search(index, queries);
    List<MatchResponse> responses = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      responses.add(response(results.get(i), requests.get(i).getEmbeddingEnabled(), limit));
    }
    return responses;
  }

  private static MatchResponse response(List<Hit> hits, boolean embeddings, AnswerLimit limit) {
    MatchResponse.Builder response = MatchResponse.newBuilder();
    for (Hit hit : hits) {
      limit.addBrief(hit.id(), hit.attributes());
      response
          .addNeighborBuilder()
          .setId(hit.id())
          .setDistance(hit.distance())
          .setCrowdingAttribute(PrivateEmbeddings.crowdingAttribute(hit.attributes()));
      if (embeddings) {
        limit.addFull(hit.id(), hit.attributes());
        response.addEmbeddings(PrivateEmbeddings.of(hit.datapoint()));
      }
    }
    return response.build();
  }

  private LiveSnapshot contents(String deployedIndexId) {
    Catalog now = resources.now();
    return now.index(now.privateDeployment(deployedIndexId).index()).contents();
  }
}
