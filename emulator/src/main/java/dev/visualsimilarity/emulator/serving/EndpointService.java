package dev.visualsimilarity.emulator.serving;

import com.google.cloud.aiplatform.v1.CreateEndpointOperationMetadata;
import com.google.cloud.aiplatform.v1.CreateEndpointRequest;
import com.google.cloud.aiplatform.v1.DeleteEndpointRequest;
import com.google.cloud.aiplatform.v1.DeleteOperationMetadata;
import com.google.cloud.aiplatform.v1.DeployModelRequest;
import com.google.cloud.aiplatform.v1.Endpoint;
import com.google.cloud.aiplatform.v1.EndpointServiceGrpc;
import com.google.cloud.aiplatform.v1.GetEndpointRequest;
import com.google.cloud.aiplatform.v1.ListEndpointsRequest;
import com.google.cloud.aiplatform.v1.ListEndpointsResponse;
import com.google.cloud.aiplatform.v1.UndeployModelRequest;
import com.google.longrunning.Operation;
import com.google.protobuf.Empty;
import com.google.protobuf.Timestamp;
import dev.visualsimilarity.emulator.extension.LongRunningOperations;
import dev.visualsimilarity.emulator.service.ApiErrors;
import dev.visualsimilarity.emulator.service.Fields;
import dev.visualsimilarity.emulator.service.ListFilter;
import dev.visualsimilarity.emulator.service.Page;
import dev.visualsimilarity.emulator.service.Replies;
import dev.visualsimilarity.emulator.service.ResourceIds;
import dev.visualsimilarity.emulator.service.ResourceName;
import dev.visualsimilarity.emulator.service.Times;
import io.grpc.stub.StreamObserver;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** {@code google.cloud.aiplatform.v1.EndpointService}, of public endpoints. */
final class EndpointService extends EndpointServiceGrpc.EndpointServiceImplBase {

  private static final Pattern ENDPOINT_ID =
      Pattern.compile("[0-9]{1,10}|[a-z]([a-z0-9-]{0,61}[a-z0-9])?");

  private final ServingState state;
  private final ModelDeployments deployments;
  private final LongRunningOperations operations;
  private final Supplier<String> address;
  private final ResourceIds ids;
  private final Clock clock;

  /**
   * @param address where the emulator answers, the domain of dedicated endpoints too
   */
  EndpointService(
      ServingState state,
      ModelDeployments deployments,
      LongRunningOperations operations,
      Supplier<String> address,
      ResourceIds ids,
      Clock clock) {
    this.state = state;
    this.deployments = deployments;
    this.operations = operations;
    this.address = address;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public void createEndpoint(CreateEndpointRequest request, StreamObserver<Operation> observer) {
    Replies.reply(observer, () -> create(request));
  }

  @Override
  public void getEndpoint(GetEndpointRequest request, StreamObserver<Endpoint> observer) {
    Replies.reply(observer, () -> shown(state.endpoint(request.getName())));
  }

  @Override
  public void listEndpoints(
      ListEndpointsRequest request, StreamObserver<ListEndpointsResponse> observer) {
    Replies.reply(
        observer,
        () -> {
          ResourceName location = ResourceName.location(request.getParent());
          ListFilter filter = ListFilter.parse(request.getFilter(), "endpoint");
          List<Endpoint> matching =
              state.endpoints().stream()
                  .filter(endpoint -> endpoint.getName().startsWith(location + "/"))
                  .filter(e -> filter.accepts(e.getName(), e.getDisplayName(), e.getLabelsMap()))
                  .map(this::shown)
                  .toList();
          Page<Endpoint> page =
              Page.of(matching, Endpoint::getName, request.getPageSize(), request.getPageToken());
          return ListEndpointsResponse.newBuilder()
              .addAllEndpoints(page.items())
              .setNextPageToken(page.nextToken())
              .build();
        });
  }

  @Override
  public void deleteEndpoint(DeleteEndpointRequest request, StreamObserver<Operation> observer) {
    Replies.reply(
        observer,
        () -> {
          ServingState.requireEmpty(state.endpoint(request.getName()));
          return operations.start(
              request.getName(),
              generic -> DeleteOperationMetadata.newBuilder().setGenericMetadata(generic).build(),
              () -> {
                state.removeEndpoint(request.getName());
                return Empty.getDefaultInstance();
              });
        });
  }

  @Override
  public void deployModel(DeployModelRequest request, StreamObserver<Operation> observer) {
    Replies.reply(observer, () -> deployments.deploy(request));
  }

  @Override
  public void undeployModel(UndeployModelRequest request, StreamObserver<Operation> observer) {
    Replies.reply(observer, () -> deployments.undeploy(request));
  }

  private Operation create(CreateEndpointRequest request) {
    ResourceName location = ResourceName.location(request.getParent());
    Endpoint requested = request.getEndpoint();
    Fields.requireDisplayName(requested.getDisplayName());
    Fields.requireLabels(requested.getLabelsMap());
    if (!requested.getNetwork().isEmpty()
        || requested.getPrivateServiceConnectConfig().getEnablePrivateServiceConnect()) {
      throw ApiErrors.unimplemented("private endpoints of models are not emulated");
    }
    String id = request.getEndpointId().isEmpty() ? ids.next() : request.getEndpointId();
    if (!request.getEndpointId().isEmpty() && !ENDPOINT_ID.matcher(id).matches()) {
      throw ApiErrors.invalidArgument(
          "endpoint_id '%s' is not valid: it must match %s", id, ENDPOINT_ID);
    }
    String name = location + "/endpoints/" + id;
    return operations.start(
        name,
        generic -> CreateEndpointOperationMetadata.newBuilder().setGenericMetadata(generic).build(),
        () -> {
          Endpoint created = described(name, requested);
          state.add(created);
          return shown(created);
        });
  }

  private Endpoint described(String name, Endpoint requested) {
    Timestamp now = Times.timestamp(clock.instant());
    return requested.toBuilder()
        .clearDeployedModels()
        .clearTrafficSplit()
        .setName(name)
        .setEtag(ids.next())
        .setCreateTime(now)
        .setUpdateTime(now)
        .build();
  }

  private Endpoint shown(Endpoint endpoint) {
    return endpoint.getDedicatedEndpointEnabled()
        ? endpoint.toBuilder().setDedicatedEndpointDns(address.get()).build()
        : endpoint;
  }
}
