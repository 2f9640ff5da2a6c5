package dev.visualsimilarity.buildindex;

import com.google.cloud.aiplatform.v1.CreateIndexRequest;
import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.IndexServiceClient;
import com.google.cloud.aiplatform.v1.UpdateIndexRequest;
import com.google.longrunning.Operation;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.visualsimilarity.vertexai.ApiCalls;
import dev.visualsimilarity.vertexai.operation.GcpResources;
import dev.visualsimilarity.vertexai.operation.OperationWaiter;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** The indexes of the service: each change is begun, made known and waited for. */
final class IndexResources {

  private static final Duration STATISTICS_DELAY = Duration.ofSeconds(30);
  private static final Duration STATISTICS_POLL = Duration.ofSeconds(2);

  private final IndexServiceClient client;
  private final ApiCalls calls;
  private final OperationWaiter waiter;
  private final GcpResources resources;

  IndexResources(
      IndexServiceClient client, ApiCalls calls, OperationWaiter waiter, GcpResources resources) {
    this.client = client;
    this.calls = calls;
    this.waiter = waiter;
    this.resources = resources;
  }

  Index get(String name) {
    return calls.call("read index " + name, () -> client.getIndex(name));
  }

  /** Creates an index; returns it as it is when it is built. */
  Index create(String parent, Index index) {
    CreateIndexRequest request =
        CreateIndexRequest.newBuilder().setParent(parent).setIndex(index).build();
    String what = "creating index '%s'".formatted(index.getDisplayName());
    Operation begun =
        calls.call(
            "create index '%s'".formatted(index.getDisplayName()),
            () -> client.createIndexCallable().call(request));
    return finished(what, begun);
  }

  /** Changes an index; returns it as it is when that is done. */
  Index update(Index index) {
    UpdateIndexRequest request = UpdateIndexRequest.newBuilder().setIndex(index).build();
    Operation begun =
        calls.call(
            "update index " + index.getName(), () -> client.updateIndexCallable().call(request));
    return finished("updating index " + index.getName(), begun);
  }

  /** Reads an index again until it is as it should be or the statistics had time to follow. */
  Index settled(Index index, Predicate<Index> settled) {
    long end = System.nanoTime() + STATISTICS_DELAY.toNanos();
    Index latest = index;
    while (!settled.test(latest) && System.nanoTime() < end) {
      LockSupport.parkNanos(STATISTICS_POLL.toNanos());
      latest = get(index.getName());
    }
    return latest;
  }

  private Index finished(String what, Operation begun) {
    resources.operation(begun.getName());
    Any response = waiter.await(what, begun).getResponse();
    try {
      // The answer's own copy of the index is older than the statistics.
      return get(response.unpack(Index.class).getName());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(what + " was answered with " + response.getTypeUrl(), e);
    }
  }
}
