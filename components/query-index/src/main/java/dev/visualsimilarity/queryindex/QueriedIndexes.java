package dev.visualsimilarity.queryindex;

import com.google.cloud.aiplatform.v1.IndexEndpointServiceClient;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.queryindex.embedding.Query;
import dev.visualsimilarity.queryindex.evaluation.Latency;
import dev.visualsimilarity.queryindex.evaluation.Match;
import dev.visualsimilarity.queryindex.search.Deployment;
import dev.visualsimilarity.queryindex.search.Neighbor;
import dev.visualsimilarity.queryindex.search.NeighborSearch;
import dev.visualsimilarity.vertexai.ApiCalls;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import dev.visualsimilarity.vertexai.VertexClients;
import java.util.ArrayList;
import java.util.List;

/** The connections to both deployments. */
final class QueriedIndexes implements AutoCloseable {

  private static final double NANOS = 1e9;

  private final VertexClients clients;
  private final NeighborSearch ann;
  private final NeighborSearch exact;
  private final QueryRequest request;

  private QueriedIndexes(
      VertexClients clients, NeighborSearch ann, NeighborSearch exact, QueryRequest request) {
    this.clients = clients;
    this.ann = ann;
    this.exact = exact;
    this.request = request;
  }

  /**
   * What both deployments answered.
   *
   * @param matches in the order of the queries
   * @param latency of single queries to the approximate index
   * @param queriesPerSecond of the approximate index, many queries a request
   */
  record Answers(List<Match> matches, Latency latency, double queriesPerSecond) {

    Answers {
      matches = List.copyOf(matches);
    }
  }

  /** Connects; an unknown address is asked of the endpoint. */
  static QueriedIndexes open(ApiEndpoint endpoint, QueryRequest request) {
    VertexClients clients = new VertexClients(endpoint);
    try {
      ApiCalls calls = new ApiCalls(endpoint);
      return new QueriedIndexes(
          clients,
          search(clients, calls, endpoint, request.ann(), request),
          search(clients, calls, endpoint, request.exact(), request),
          request);
    } catch (RuntimeException e) {
      clients.close();
      throw e;
    }
  }

  /**
   * Asks both.
   *
   * @throws UserException if the exact index knows no neighbor of any query
   */
  Answers ask(List<Query> queries) {
    List<float[]> vectors = queries.stream().map(Query::vector).toList();
    List<List<Neighbor>> truth = exact.find(vectors);
    if (truth.stream().allMatch(List::isEmpty)) {
      throw UserException.failed(
          "deployment '%s' on %s found no neighbor of any query; check --allow and --deny, and try again in some minutes if it was deployed or updated just now"
              .formatted(request.exact().deployedIndexId(), request.exact().indexEndpoint()));
    }
    Latency latency = Latency.measure(ann, vectors);
    long start = System.nanoTime();
    List<List<Neighbor>> found = ann.find(vectors);
    double seconds = (System.nanoTime() - start) / NANOS;
    List<Match> matches = new ArrayList<>();
    for (int i = 0; i < queries.size(); i++) {
      matches.add(new Match(queries.get(i), found.get(i), truth.get(i)));
    }
    return new Answers(matches, latency, queries.size() / seconds);
  }

  @Override
  public void close() {
    clients.close();
  }

  private static NeighborSearch search(
      VertexClients clients,
      ApiCalls calls,
      ApiEndpoint endpoint,
      Deployment deployment,
      QueryRequest request) {
    String address = deployment.matchAddress();
    if (address.isEmpty()) {
      IndexEndpointServiceClient endpoints = clients.indexEndpoints();
      String name = deployment.indexEndpoint();
      address =
          calls
              .call("read index endpoint " + name, () -> endpoints.getIndexEndpoint(name))
              .getPublicEndpointDomainName();
    }
    return new NeighborSearch(
        clients.matches(address),
        new ApiCalls(endpoint.match(address)),
        deployment,
        request.filter(),
        request.neighborCount());
  }
}
