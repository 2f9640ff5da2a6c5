package dev.visualsimilarity.queryindex.search;

import com.google.cloud.aiplatform.v1.FindNeighborsRequest;
import com.google.cloud.aiplatform.v1.FindNeighborsResponse;
import com.google.cloud.aiplatform.v1.FindNeighborsResponse.NearestNeighbors;
import com.google.cloud.aiplatform.v1.IndexDatapoint;
import com.google.cloud.aiplatform.v1.MatchServiceClient;
import com.google.common.primitives.Floats;
import dev.visualsimilarity.vertexai.ApiCalls;
import java.util.ArrayList;
import java.util.List;

/** Finds neighbors in one deployed index. Thread safe. */
public final class NeighborSearch {

  /** At 2,048 dimensions, half a megabyte a request. */
  private static final int QUERIES_A_REQUEST = 64;

  private final MatchServiceClient client;
  private final ApiCalls calls;
  private final Deployment deployment;
  private final TokenFilter filter;
  private final int neighborCount;

  /**
   * @param client of the address that serves the deployment
   * @param neighborCount neighbors a query
   */
  public NeighborSearch(
      MatchServiceClient client,
      ApiCalls calls,
      Deployment deployment,
      TokenFilter filter,
      int neighborCount) {
    this.client = client;
    this.calls = calls;
    this.deployment = deployment;
    this.filter = filter;
    this.neighborCount = neighborCount;
  }

  /**
   * Finds the neighbors of each vector, nearest first, many queries a request; fewer than asked for
   * where the index has no more.
   */
  public List<List<Neighbor>> find(List<float[]> vectors) {
    List<List<Neighbor>> all = new ArrayList<>(vectors.size());
    for (int from = 0; from < vectors.size(); from += QUERIES_A_REQUEST) {
      int to = Math.min(vectors.size(), from + QUERIES_A_REQUEST);
      FindNeighborsResponse response = request(vectors.subList(from, to));
      if (response.getNearestNeighborsCount() != to - from) {
        throw new IllegalStateException(
            "%d queries to %s had %d answers"
                .formatted(to - from, deployment, response.getNearestNeighborsCount()));
      }
      response.getNearestNeighborsList().forEach(found -> all.add(neighbors(found)));
    }
    return all;
  }

  private FindNeighborsResponse request(List<float[]> vectors) {
    FindNeighborsRequest.Builder request =
        FindNeighborsRequest.newBuilder()
            .setIndexEndpoint(deployment.indexEndpoint())
            .setDeployedIndexId(deployment.deployedIndexId());
    for (float[] vector : vectors) {
      IndexDatapoint.Builder datapoint =
          IndexDatapoint.newBuilder().addAllFeatureVector(Floats.asList(vector));
      filter.apply(datapoint);
      request.addQueries(
          FindNeighborsRequest.Query.newBuilder()
              .setDatapoint(datapoint)
              .setNeighborCount(neighborCount));
    }
    return calls.call(
        "query '%s' on %s".formatted(deployment.deployedIndexId(), deployment.indexEndpoint()),
        () -> client.findNeighbors(request.build()));
  }

  private static List<Neighbor> neighbors(NearestNeighbors found) {
    return found.getNeighborsList().stream()
        .map(one -> new Neighbor(one.getDatapoint().getDatapointId(), one.getDistance()))
        .toList();
  }
}
