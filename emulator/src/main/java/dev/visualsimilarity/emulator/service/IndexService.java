package dev.visualsimilarity.emulator.service;

import com.google.cloud.aiplatform.v1.CreateIndexRequest;
import com.google.cloud.aiplatform.v1.DeleteIndexRequest;
import com.google.cloud.aiplatform.v1.GetIndexRequest;
import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.IndexServiceGrpc;
import com.google.cloud.aiplatform.v1.ListIndexesRequest;
import com.google.cloud.aiplatform.v1.ListIndexesResponse;
import com.google.cloud.aiplatform.v1.UpdateIndexRequest;
import com.google.longrunning.Operation;
import com.google.protobuf.util.FieldMaskUtil;
import io.grpc.stub.StreamObserver;
import java.util.List;

/** {@code google.cloud.aiplatform.v1.IndexService}, without the streaming updates. */
final class IndexService extends IndexServiceGrpc.IndexServiceImplBase {
  private final Resources resources;
  private final IndexCreation creation;
  private final IndexUpdates updates;
  private final Deletion deletion;

  IndexService(
      Resources resources, IndexCreation creation, IndexUpdates updates, Deletion deletion) {
    this.resources = resources;
    this.creation = creation;
    this.updates = updates;
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
    Replies.reply(observer, () -> Views.of(resources.index(request.getName()), resources));
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
          resources.requireUndeployed(request.getName());
          return deletion.start(
              ResourceName.index(request.getName()),
              () -> resources.removeIndex(request.getName()));
        });
  }

  private ListIndexesResponse list(ListIndexesRequest request) {
    ListFilter filter = ListFilter.parse(request.getFilter(), "index");
    List<Index> matching =
        resources.indexesIn(ResourceName.location(request.getParent())).stream()
            .map(resource -> Views.of(resource, resources))
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
