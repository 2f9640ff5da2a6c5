package dev.visualsimilarity.deployindex;

import com.google.cloud.aiplatform.v1.CreateIndexEndpointRequest;
import com.google.cloud.aiplatform.v1.DeployIndexRequest;
import com.google.cloud.aiplatform.v1.DeployedIndex;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import com.google.cloud.aiplatform.v1.IndexEndpointServiceClient;
import com.google.cloud.aiplatform.v1.LocationName;
import com.google.cloud.aiplatform.v1.MutateDeployedIndexRequest;
import com.google.cloud.aiplatform.v1.UndeployIndexRequest;
import com.google.longrunning.Operation;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.visualsimilarity.vertexai.ApiCalls;
import dev.visualsimilarity.vertexai.operation.StepOperations;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The endpoints of the service: each change is begun, made known and waited for. */
final class EndpointResources {

  private final IndexEndpointServiceClient client;
  private final ApiCalls calls;
  private final StepOperations operations;

  EndpointResources(IndexEndpointServiceClient client, ApiCalls calls, StepOperations operations) {
    this.client = client;
    this.calls = calls;
    this.operations = operations;
  }

  IndexEndpoint get(String name) {
    return calls.call("read index endpoint " + name, () -> client.getIndexEndpoint(name));
  }

  /** An endpoint that may not be there, or not be shown yet. */
  Optional<IndexEndpoint> find(String name) {
    return calls.find("read index endpoint " + name, () -> client.getIndexEndpoint(name));
  }

  /** All endpoints of a location, however many pages they fill. */
  List<IndexEndpoint> list(LocationName parent) {
    return calls.call(
        "list index endpoints of " + parent,
        () ->
            StreamSupport.stream(
                    client.listIndexEndpoints(parent).iterateAll().spliterator(), false)
                .toList());
  }

  /** Creates an endpoint; returns its resource name. */
  String create(LocationName parent, IndexEndpoint endpoint) {
    CreateIndexEndpointRequest request =
        CreateIndexEndpointRequest.newBuilder()
            .setParent(parent.toString())
            .setIndexEndpoint(endpoint)
            .build();
    String name = "index endpoint '%s'".formatted(endpoint.getDisplayName());
    Operation begun =
        operations.begin(
            "create " + name, () -> client.createIndexEndpointCallable().call(request));
    Any response = operations.finished("creating " + name, begun).getResponse();
    try {
      return response.unpack(IndexEndpoint.class).getName();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(name + " was answered with " + response.getTypeUrl(), e);
    }
  }

  /** Deploys an index to an endpoint. */
  void deploy(String endpoint, DeployedIndex deployment) {
    DeployIndexRequest request =
        DeployIndexRequest.newBuilder()
            .setIndexEndpoint(endpoint)
            .setDeployedIndex(deployment)
            .build();
    Operation begun =
        operations.begin(
            "deploy %s as '%s'".formatted(deployment.getIndex(), deployment.getId()),
            () -> client.deployIndexCallable().call(request));
    operations.finished("deploying '%s' to %s".formatted(deployment.getId(), endpoint), begun);
  }

  /** Changes the resources of a deployment. */
  void mutate(String endpoint, DeployedIndex deployment) {
    MutateDeployedIndexRequest request =
        MutateDeployedIndexRequest.newBuilder()
            .setIndexEndpoint(endpoint)
            .setDeployedIndex(deployment)
            .build();
    Operation begun =
        operations.begin(
            "change the replicas of '%s'".formatted(deployment.getId()),
            () -> client.mutateDeployedIndexCallable().call(request));
    operations.finished("changing the replicas of '%s'".formatted(deployment.getId()), begun);
  }

  /** Ends a deployment. */
  void undeploy(String endpoint, String deployedIndexId) {
    UndeployIndexRequest request =
        UndeployIndexRequest.newBuilder()
            .setIndexEndpoint(endpoint)
            .setDeployedIndexId(deployedIndexId)
            .build();
    Operation begun =
        operations.begin(
            "undeploy '%s'".formatted(deployedIndexId),
            () -> client.undeployIndexCallable().call(request));
    operations.finished("undeploying '%s'".formatted(deployedIndexId), begun);
  }
}
