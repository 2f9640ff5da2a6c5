package dev.visualsimilarity.deployindex;

import com.google.cloud.aiplatform.v1.CreateIndexEndpointRequest;
import com.google.cloud.aiplatform.v1.DeployIndexOperationMetadata;
import com.google.cloud.aiplatform.v1.DeployIndexRequest;
import com.google.cloud.aiplatform.v1.DeployedIndex;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import com.google.cloud.aiplatform.v1.IndexEndpointServiceClient;
import com.google.cloud.aiplatform.v1.LocationName;
import com.google.cloud.aiplatform.v1.MutateDeployedIndexOperationMetadata;
import com.google.cloud.aiplatform.v1.MutateDeployedIndexRequest;
import com.google.cloud.aiplatform.v1.UndeployIndexOperationMetadata;
import com.google.cloud.aiplatform.v1.UndeployIndexRequest;
import com.google.longrunning.Operation;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.visualsimilarity.vertexai.ApiCalls;
import dev.visualsimilarity.vertexai.deployment.Deployments;
import dev.visualsimilarity.vertexai.operation.LostAnswers;
import dev.visualsimilarity.vertexai.operation.StepOperations;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The endpoints of the service: each change is begun, made known and waited for. */
final class EndpointResources {

  private final IndexEndpointServiceClient client;
  private final ApiCalls calls;
  private final StepOperations operations;
  private final LostAnswers answers;

  EndpointResources(
      IndexEndpointServiceClient client,
      ApiCalls calls,
      StepOperations operations,
      LostAnswers answers) {
    this.client = client;
    this.calls = calls;
    this.operations = operations;
    this.answers = answers;
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
    return calls.list(
        "list index endpoints of " + parent, () -> client.listIndexEndpoints(parent).iterateAll());
  }

  /**
   * Creates an endpoint.
   *
   * @param lookup finds it where the answer was lost
   */
  IndexEndpoint create(
      LocationName parent, IndexEndpoint endpoint, Supplier<Optional<IndexEndpoint>> lookup) {
    CreateIndexEndpointRequest request =
        CreateIndexEndpointRequest.newBuilder()
            .setParent(parent.toString())
            .setIndexEndpoint(endpoint)
            .build();
    String name = "index endpoint '%s'".formatted(endpoint.getDisplayName());
    return answers.once(
        "create " + name,
        () -> client.createIndexEndpointCallable().call(request),
        begun -> created(name, operations.finished("creating " + name, begun).getResponse()),
        lookup);
  }

  private IndexEndpoint created(String name, Any response) {
    try {
      return get(response.unpack(IndexEndpoint.class).getName());
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
    String id = deployment.getId();
    String what = "deploying '%s' to %s".formatted(id, endpoint);
    Supplier<Optional<Operation>> later =
        answers.later(
            endpoint,
            DeployIndexOperationMetadata.class,
            operation -> Metadata.deploying(operation).equals(id));
    answers.once(
        "deploy %s as '%s'".formatted(deployment.getIndex(), id),
        () -> client.deployIndexCallable().call(request),
        begun -> finished(what, begun),
        () -> later.get().map(one -> goneOnWith(what, one)).or(() -> deployed(endpoint, id)));
  }

  /** Changes the resources of a deployment. */
  void mutate(String endpoint, DeployedIndex deployment) {
    MutateDeployedIndexRequest request =
        MutateDeployedIndexRequest.newBuilder()
            .setIndexEndpoint(endpoint)
            .setDeployedIndex(deployment)
            .build();
    String id = deployment.getId();
    String what = "changing the replicas of '%s'".formatted(id);
    Supplier<Optional<Operation>> later =
        answers.later(
            endpoint,
            MutateDeployedIndexOperationMetadata.class,
            operation -> Metadata.mutating(operation).equals(id));
    answers.once(
        "change the replicas of '%s'".formatted(id),
        () -> client.mutateDeployedIndexCallable().call(request),
        begun -> finished(what, begun),
        () -> later.get().map(one -> goneOnWith(what, one)));
  }

  /** Ends a deployment. */
  void undeploy(String endpoint, String deployedIndexId) {
    UndeployIndexRequest request =
        UndeployIndexRequest.newBuilder()
            .setIndexEndpoint(endpoint)
            .setDeployedIndexId(deployedIndexId)
            .build();
    String what = "undeploying '%s'".formatted(deployedIndexId);
    Supplier<Optional<Operation>> later =
        answers.later(endpoint, UndeployIndexOperationMetadata.class, operation -> true);
    answers.once(
        "undeploy '%s'".formatted(deployedIndexId),
        () -> client.undeployIndexCallable().call(request),
        begun -> finished(what, begun),
        () -> {
          // It may be another's: it does not say what it undeploys.
          later.get().ifPresent(operation -> operations.ended(what, operation));
          boolean gone = deployed(endpoint, deployedIndexId).isEmpty();
          return gone ? Optional.of(true) : Optional.empty();
        });
  }

  private boolean finished(String what, Operation begun) {
    operations.finished(what, begun);
    return true;
  }

  private boolean goneOnWith(String what, Operation begunBefore) {
    operations.adopt(begunBefore);
    return finished(what, begunBefore);
  }

  private Optional<Boolean> deployed(String endpoint, String id) {
    return Deployments.find(get(endpoint), id).map(found -> true);
  }
}
