package dev.visualsimilarity.vertexai.operation;

import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.StatusCode;
import com.google.longrunning.ListOperationsRequest;
import com.google.longrunning.Operation;
import com.google.longrunning.OperationsClient;
import com.google.protobuf.Message;
import dev.visualsimilarity.vertexai.ApiCalls;
import dev.visualsimilarity.vertexai.CallPolicies;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lists the long-running operations that a service knows. */
public final class OperationLists {

  private static final Logger LOG = LoggerFactory.getLogger(OperationLists.class);

  /** What a service answers that does not list operations there. */
  private static final Set<StatusCode.Code> NOT_LISTED =
      Set.of(
          StatusCode.Code.UNIMPLEMENTED,
          StatusCode.Code.INVALID_ARGUMENT,
          StatusCode.Code.NOT_FOUND,
          StatusCode.Code.PERMISSION_DENIED);

  private final OperationsClient client;
  private final ApiCalls calls;

  public OperationLists(OperationsClient client, ApiCalls calls) {
    this.client = client;
    this.calls = calls;
  }

  /**
   * The operations below a resource or a location whose metadata is of a type; none if the service
   * does not list them.
   *
   * @throws dev.visualsimilarity.error.UserException if it cannot be asked
   */
  public List<Operation> of(String parent, Class<? extends Message> metadata) {
    ListOperationsRequest request = ListOperationsRequest.newBuilder().setName(parent).build();
    try {
      var pages = client.listOperationsPagedCallable().call(request, CallPolicies.reading());
      return StreamSupport.stream(pages.iterateAll().spliterator(), false)
          .filter(operation -> operation.getMetadata().is(metadata))
          .toList();
    } catch (ApiException e) {
      if (!NOT_LISTED.contains(e.getStatusCode().getCode())) {
        throw calls.explained("list operations of " + parent, e);
      }
      LOG.info("operations of {} are not listed: {}", parent, e.getStatusCode().getCode());
      return List.of();
    }
  }
}
