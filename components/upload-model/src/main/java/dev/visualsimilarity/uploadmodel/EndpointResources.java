package dev.visualsimilarity.uploadmodel;

import com.google.cloud.aiplatform.v1.CreateEndpointRequest;
import com.google.cloud.aiplatform.v1.DeployModelRequest;
import com.google.cloud.aiplatform.v1.DeployedModel;
import com.google.cloud.aiplatform.v1.Endpoint;
import com.google.cloud.aiplatform.v1.EndpointServiceClient;
import com.google.cloud.aiplatform.v1.ListEndpointsRequest;
import com.google.longrunning.Operation;
import dev.visualsimilarity.vertexai.ApiCalls;
import java.util.List;
import java.util.Optional;

/** The calls to the service that concern endpoints of models. */
final class EndpointResources {

  /** In a request's shares of the traffic, the model that it deploys. */
  private static final String NEW_MODEL = "0";

  private final EndpointServiceClient client;
  private final ApiCalls calls;

  EndpointResources(EndpointServiceClient client, ApiCalls calls) {
    this.client = client;
    this.calls = calls;
  }

  Endpoint get(String name) {
    return calls.call("read endpoint " + name, () -> client.getEndpoint(name));
  }

  /** An endpoint that may not be there, or not be shown yet. */
  Optional<Endpoint> find(String name) {
    return calls.find("read endpoint " + name, () -> client.getEndpoint(name));
  }

  /** The endpoints of a location that a filter lets through. */
  List<Endpoint> list(String parent, String filter) {
    ListEndpointsRequest request =
        ListEndpointsRequest.newBuilder().setParent(parent).setFilter(filter).build();
    return calls.list(
        "list endpoints of " + parent, () -> client.listEndpoints(request).iterateAll());
  }

  /** Begins to create an endpoint. */
  Operation create(String parent, Endpoint endpoint) {
    return client
        .createEndpointCallable()
        .call(CreateEndpointRequest.newBuilder().setParent(parent).setEndpoint(endpoint).build());
  }

  /** Begins to deploy a model, which gets all of the traffic. */
  Operation deploy(String endpoint, DeployedModel model) {
    return client
        .deployModelCallable()
        .call(
            DeployModelRequest.newBuilder()
                .setEndpoint(endpoint)
                .setDeployedModel(model)
                .putTrafficSplit(NEW_MODEL, 100)
                .build());
  }
}
