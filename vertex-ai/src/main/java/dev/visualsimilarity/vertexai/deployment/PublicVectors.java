package dev.visualsimilarity.vertexai.deployment;

import com.google.cloud.aiplatform.v1.IndexDatapoint;
import com.google.cloud.aiplatform.v1.MatchServiceClient;
import com.google.cloud.aiplatform.v1.ReadIndexDatapointsRequest;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The vectors of a deployment on a public endpoint. */
final class PublicVectors implements StoredVectors {

  private final MatchServiceClient client;
  private final String endpoint;
  private final String deployedIndexId;

  /**
   * @param client of the address that serves the deployment
   * @param endpoint resource name
   */
  PublicVectors(MatchServiceClient client, String endpoint, String deployedIndexId) {
    this.client = client;
    this.endpoint = endpoint;
    this.deployedIndexId = deployedIndexId;
  }

  @Override
  public Map<String, List<Float>> read(Collection<String> ids) {
    ReadIndexDatapointsRequest request =
        ReadIndexDatapointsRequest.newBuilder()
            .setIndexEndpoint(endpoint)
            .setDeployedIndexId(deployedIndexId)
            .addAllIds(ids)
            .build();
    Map<String, List<Float>> vectors = new HashMap<>();
    for (IndexDatapoint point : client.readIndexDatapoints(request).getDatapointsList()) {
      vectors.put(point.getDatapointId(), point.getFeatureVectorList());
    }
    return vectors;
  }
}
