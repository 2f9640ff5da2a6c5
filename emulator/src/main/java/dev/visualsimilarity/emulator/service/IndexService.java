package dev.visualsimilarity.emulator.service;

import com.google.cloud.aiplatform.v1.CreateIndexRequest;
import com.google.cloud.aiplatform.v1.DeleteIndexRequest;
import com.google.cloud.aiplatform.v1.GetIndexRequest;
import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.IndexServiceGrpc;
import com.google.cloud.aiplatform.v1.ListIndexesRequest;
import com.google.cloud.aiplatform.v1.ListIndexesResponse;
import com.google.cloud.aiplatform.v1.RemoveDatapointsRequest;
import com.google.cloud.aiplatform.v1.RemoveDatapointsResponse;
import com.google.cloud.aiplatform.v1.UpdateIndexRequest;
import com.google.cloud.aiplatform.v1.UpsertDatapointsRequest;
import com.google.cloud.aiplatform.v1.UpsertDatapointsResponse;
import com.google.longrunning.Operation;
import com.google.protobuf.util.FieldMaskUtil;
import io.grpc.stub.StreamObserver;
import java.util.List;

/** {@code google.cloud.aiplatform.v1.IndexService}. */
final class IndexService extends IndexServiceGrpc.IndexServiceImplBase {
  private final Resources resources;
  private final IndexCreation creation;
  private final IndexUpdates updates;
  private final StreamUpdates stream;
  private final Deletion deletion;

  IndexService(
      Resources resources,
      IndexCreation creation,
      IndexUpdates updates,
      StreamUpdates stream,
      Deletion deletion) {
    this.resources = resources;
    this.creation = creation;
    this.updates = updates;
    this.stream = stream;
    this.deletion = deletion;
  }

  @Override
  public void createIndex(CreateIndexRequest request, StreamObserver<Operation> observer) {
    Replies.reply(observer, () -> creation.start(request));
  }

  @Override
  public void updateIndex(UpdateIndexRequest request, StreamObserver<Operation> observer) {
    Replies.reply(observer, () -> updates.start(request));
  }

  @Override
  public void getIndex(GetIndexRequest request, StreamObserver<Index> observer) {
    Replies.reply(
        observer,
        () -> {
          Catalog now = resources.now();
          return Views.of(now.index(request.getName()), now);
        });
  }

  @Override
  public void listIndexes(
      ListIndexesRequest request, StreamObserver<ListIndexesResponse> observer) {
    Replies.reply(observer, () -> list(request));
  }

  @Override
  public void deleteIndex(DeleteIndexRequest request, StreamObserver<Operation> observer) {
    Replies.reply(
        observer,
        () -> {
          resources.now().requireUndeployed(request.getName());
          return deletion.start(
              ResourceName.index(request.getName()),
              transaction -> transaction.removeIndex(request.getName()));
        });
  }

  @Override
  public void upsertDatapoints(
      UpsertDatapointsRequest request, StreamObserver<UpsertDatapointsResponse> observer) {
    Replies.reply(observer, () -> stream.upsert(request));
  }

  @Override
  public void removeDatapoints(
      RemoveDatapointsRequest request, StreamObserver<RemoveDatapointsResponse> observer) {
    Replies.reply(observer, () -> stream.remove(request));
  }

  private ListIndexesResponse list(ListIndexesRequest request) {
    ListFilter filter = ListFilter.parse(request.getFilter(), "index");
    Catalog now = resources.now();
    List<Index> matching =
        now.indexesIn(ResourceName.location(request.getParent())).stream()
            .map(resource -> Views.of(resource, now))
            .filter(
                index ->
                    filter.accepts(index.getName(), index.getDisplayName(), index.getLabelsMap()))
            .toList();
    Page<Index> page =
        Page.of(matching, Index::getName, request.getPageSize(), request.getPageToken());
    ListIndexesResponse.Builder response =
        ListIndexesResponse.newBuilder().setNextPageToken(page.nextToken());
    for (Index index : page.items()) {
      response.addIndexes(
          request.hasReadMask() ? FieldMaskUtil.trim(request.getReadMask(), index) : index);
    }
    return response.build();
  }
}
