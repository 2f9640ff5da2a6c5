package dev.visualsimilarity.deployindex;

import com.google.cloud.aiplatform.v1.CreateIndexEndpointRequest;
import com.google.cloud.aiplatform.v1.DeployIndexRequest;
import com.google.cloud.aiplatform.v1.DeployedIndex;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import com.google.cloud.aiplatform.v1.IndexEndpointServiceClient;
import com.google.cloud.aiplatform.v1.LocationName;
import com.google.longrunning.Operation;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.visualsimilarity.vertexai.ApiCalls;
import dev.visualsimilarity.vertexai.operation.GcpResources;
import dev.visualsimilarity.vertexai.operation.OperationWaiter;
import java.util.List;
import java.util.stream.StreamSupport;

/** The endpoints of the service: each change is begun, made known and waited for. */
final class EndpointResources {

  private final IndexEndpointServiceClient client;
  private final ApiCalls calls;
  private final OperationWaiter waiter;
  private final GcpResources resources;

  EndpointResources(
      IndexEndpointServiceClient client,
      ApiCalls calls,
      OperationWaiter waiter,
      GcpResources resources) {
    this.client = client;
    this.calls = calls;
    this.waiter = waiter;
    this.resources = resources;
  }

  IndexEndpoint get(String name) {
    return calls.call("read index endpoint " + name, () -> client.getIndexEndpoint(name));
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
        calls.call("create " + name, () -> client.createIndexEndpointCallable().call(request));
    resources.operation(begun.getName());
    Any response = waiter.await("creating " + name, begun).getResponse();
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
        calls.call(
            "deploy %s as '%s'".formatted(deployment.getIndex(), deployment.getId()),
            () -> client.deployIndexCallable().call(request));
    resources.operation(begun.getName());
    waiter.await("deploying '%s' to %s".formatted(deployment.getId(), endpoint), begun);
  }
}
