package dev.visualsimilarity.vertexai.match;

import com.google.cloud.aiplatform.v1.FindNeighborsRequest;
import com.google.cloud.aiplatform.v1.FindNeighborsResponse.NearestNeighbors;
import com.google.cloud.aiplatform.v1.IndexDatapoint;
import com.google.cloud.aiplatform.v1.IndexDatapoint.NumericRestriction;
import com.google.cloud.aiplatform.v1.IndexDatapoint.Restriction;
import com.google.cloud.aiplatform.v1.MatchServiceClient;
import com.google.common.primitives.Floats;
import dev.visualsimilarity.vertexai.ApiCalls;
import java.util.List;

/** Asks a public endpoint: {@code MatchService.FindNeighbors} at its domain. */
public final class PublicNeighborSearch implements NeighborSearch {

  private final MatchServiceClient client;
  private final ApiCalls calls;
  private final Deployment deployment;

  /**
   * @param client of the address that serves the deployment
   */
  public PublicNeighborSearch(MatchServiceClient client, ApiCalls calls, Deployment deployment) {
    this.client = client;
    this.calls = calls;
    this.deployment = deployment;
  }

  @Override
  public List<List<Neighbor>> find(List<float[]> vectors, SearchOptions options) {
    return NeighborSearch.inRequests(vectors, asked -> ask(asked, options));
  }

  private List<List<Neighbor>> ask(List<float[]> vectors, SearchOptions options) {
    FindNeighborsRequest.Builder request =
        FindNeighborsRequest.newBuilder()
            .setIndexEndpoint(deployment.indexEndpoint())
            .setDeployedIndexId(deployment.deployedIndexId());
    vectors.forEach(vector -> request.addQueries(query(vector, options)));
    return calls
        .call("query " + deployment, () -> client.findNeighbors(request.build()))
        .getNearestNeighborsList()
        .stream()
        .map(PublicNeighborSearch::neighbors)
        .toList();
  }

  private static FindNeighborsRequest.Query query(float[] vector, SearchOptions options) {
    SearchFilter filter = options.filter();
    IndexDatapoint.Builder datapoint =
        IndexDatapoint.newBuilder().addAllFeatureVector(Floats.asList(vector));
    filter
        .restricts()
        .forEach(
            restrict ->
                datapoint.addRestricts(
                    Restriction.newBuilder()
                        .setNamespace(restrict.namespace())
                        .addAllAllowList(restrict.allow())
                        .addAllDenyList(restrict.deny())));
    filter
        .numericConditions()
        .forEach(condition -> datapoint.addNumericRestricts(restriction(condition)));
    return FindNeighborsRequest.Query.newBuilder()
        .setDatapoint(datapoint)
        .setNeighborCount(options.neighborCount())
        .setPerCrowdingAttributeNeighborCount(filter.perCrowdingAttribute())
        .build();
  }

  private static NumericRestriction restriction(NumericCondition condition) {
    NumericRestriction.Builder restriction =
        NumericRestriction.newBuilder()
            .setNamespace(condition.namespace())
            .setOp(condition.operator());
    Number value = condition.value();
    if (value instanceof Long number) {
      restriction.setValueInt(number);
    } else if (value instanceof Float number) {
      restriction.setValueFloat(number);
    } else {
      restriction.setValueDouble(value.doubleValue());
    }
    return restriction.build();
  }

  private static List<Neighbor> neighbors(NearestNeighbors found) {
    return found.getNeighborsList().stream()
        .map(one -> new Neighbor(one.getDatapoint().getDatapointId(), one.getDistance()))
        .toList();
  }
}
