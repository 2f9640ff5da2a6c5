package dev.visualsimilarity.emulator.service;

import com.google.cloud.aiplatform.v1.CreateIndexEndpointRequest;
import com.google.cloud.aiplatform.v1.DeleteIndexEndpointRequest;
import com.google.cloud.aiplatform.v1.DeployIndexRequest;
import com.google.cloud.aiplatform.v1.GetIndexEndpointRequest;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import com.google.cloud.aiplatform.v1.IndexEndpointServiceGrpc;
import com.google.cloud.aiplatform.v1.ListIndexEndpointsRequest;
import com.google.cloud.aiplatform.v1.ListIndexEndpointsResponse;
import com.google.cloud.aiplatform.v1.MutateDeployedIndexRequest;
import com.google.cloud.aiplatform.v1.UndeployIndexRequest;
import com.google.cloud.aiplatform.v1.UpdateIndexEndpointRequest;
import com.google.longrunning.Operation;
import com.google.protobuf.util.FieldMaskUtil;
import io.grpc.stub.StreamObserver;
import java.util.List;

/** {@code google.cloud.aiplatform.v1.IndexEndpointService}. */
final class IndexEndpointService extends IndexEndpointServiceGrpc.IndexEndpointServiceImplBase {
  private final Resources resources;
  private final Endpoints endpoints;
  private final Deployments deployments;
  private final Deletion deletion;
  private final Views views;

  IndexEndpointService(
      Resources resources,
      Endpoints endpoints,
      Deployments deployments,
      Deletion deletion,
      Views views) {
    this.resources = resources;
    this.endpoints = endpoints;
    this.deployments = deployments;
    this.deletion = deletion;
    this.views = views;
  }

  @Override
  public void createIndexEndpoint(
      CreateIndexEndpointRequest request, StreamObserver<Operation> observer) {
    Replies.reply(observer, () -> endpoints.create(request));
  }

  @Override
  public void getIndexEndpoint(
      GetIndexEndpointRequest request, StreamObserver<IndexEndpoint> observer) {
    Replies.reply(
        observer,
        () -> {
          Catalog now = resources.now();
          return views.of(now.endpoint(request.getName()), now);
        });
  }

  @Override
  public void listIndexEndpoints(
      ListIndexEndpointsRequest request, StreamObserver<ListIndexEndpointsResponse> observer) {
    Replies.reply(observer, () -> list(request));
  }

  @Override
  public void updateIndexEndpoint(
      UpdateIndexEndpointRequest request, StreamObserver<IndexEndpoint> observer) {
    Replies.reply(observer, () -> endpoints.update(request));
  }

  @Override
  public void deleteIndexEndpoint(
      DeleteIndexEndpointRequest request, StreamObserver<Operation> observer) {
    Replies.reply(
        observer,
        () -> {
          resources.now().requireEmpty(request.getName());
          return deletion.start(
              ResourceName.indexEndpoint(request.getName()),
              transaction -> transaction.removeEndpoint(request.getName()));
        });
  }

  @Override
  public void deployIndex(DeployIndexRequest request, StreamObserver<Operation> observer) {
    Replies.reply(observer, () -> deployments.deploy(request));
  }

  @Override
  public void undeployIndex(UndeployIndexRequest request, StreamObserver<Operation> observer) {
    Replies.reply(observer, () -> deployments.undeploy(request));
  }

  @Override
  public void mutateDeployedIndex(
      MutateDeployedIndexRequest request, StreamObserver<Operation> observer) {
    Replies.reply(observer, () -> deployments.mutate(request));
  }

  private ListIndexEndpointsResponse list(ListIndexEndpointsRequest request) {
    ListFilter filter = ListFilter.parse(request.getFilter(), "index_endpoint");
    Catalog now = resources.now();
    List<IndexEndpoint> matching =
        now.endpointsIn(ResourceName.location(request.getParent())).stream()
            .map(endpoint -> views.of(endpoint, now))
            .filter(e -> filter.accepts(e.getName(), e.getDisplayName(), e.getLabelsMap()))
            .toList();
    Page<IndexEndpoint> page =
        Page.of(matching, IndexEndpoint::getName, request.getPageSize(), request.getPageToken());
    ListIndexEndpointsResponse.Builder response =
        ListIndexEndpointsResponse.newBuilder().setNextPageToken(page.nextToken());
    for (IndexEndpoint endpoint : page.items()) {
      response.addIndexEndpoints(
          request.hasReadMask() ? FieldMaskUtil.trim(request.getReadMask(), endpoint) : endpoint);
    }
    return response.build();
  }
}
