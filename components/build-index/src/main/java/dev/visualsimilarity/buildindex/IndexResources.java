package dev.visualsimilarity.buildindex;

import com.google.cloud.aiplatform.v1.CreateIndexRequest;
import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.IndexServiceClient;
import com.google.cloud.aiplatform.v1.ListIndexesRequest;
import com.google.cloud.aiplatform.v1.UpdateIndexRequest;
import com.google.longrunning.Operation;
import dev.visualsimilarity.vertexai.ApiCalls;
import java.util.List;
import java.util.Optional;

/** The calls to the service that concern indexes. */
final class IndexResources {

  private final IndexServiceClient client;
  private final ApiCalls calls;

  IndexResources(IndexServiceClient client, ApiCalls calls) {
    this.client = client;
    this.calls = calls;
  }

  Index get(String name) {
    return calls.call("read index " + name, () -> client.getIndex(name));
  }

  /** An index that may not be there, or not be shown yet. */
  Optional<Index> find(String name) {
    return calls.find("read index " + name, () -> client.getIndex(name));
  }

  /** The indexes of a location that a filter lets through. */
  List<Index> list(String parent, String filter) {
    ListIndexesRequest request =
        ListIndexesRequest.newBuilder().setParent(parent).setFilter(filter).build();
    return calls.list("list indexes of " + parent, () -> client.listIndexes(request).iterateAll());
  }

  /** Begins to create an index. */
  Operation create(String parent, Index index) {
    return client
        .createIndexCallable()
        .call(CreateIndexRequest.newBuilder().setParent(parent).setIndex(index).build());
  }

  /** Begins to change an index. */
  Operation update(Index index) {
    return client
        .updateIndexCallable()
        .call(UpdateIndexRequest.newBuilder().setIndex(index).build());
  }
}
