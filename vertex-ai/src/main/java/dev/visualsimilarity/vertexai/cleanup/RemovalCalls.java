package dev.visualsimilarity.vertexai.cleanup;

import com.google.api.gax.rpc.NotFoundException;
import com.google.longrunning.Operation;
import dev.visualsimilarity.vertexai.ApiCalls;
import dev.visualsimilarity.vertexai.operation.OperationWaiter;
import java.util.function.Supplier;

/** Calls that remove something; what is gone already counts as removed. */
final class RemovalCalls {

  private final ApiCalls calls;

  RemovalCalls(ApiCalls calls) {
    this.calls = calls;
  }

  /**
   * Begins a removal and waits for it.
   *
   * @param isThere asked after a failure: somebody else may have removed it meanwhile
   * @return false if it was gone
   */
  boolean removed(
      String what, Supplier<Operation> begin, OperationWaiter waiter, Supplier<Boolean> isThere) {
    try {
      waiter.await(what, calls.call("begin " + what, begin));
      return true;
    } catch (RuntimeException e) {
      try {
        if (isThere.get()) {
          throw e;
        }
      } catch (NotFoundException gone) {
        return false;
      } catch (RuntimeException unknown) {
        throw e;
      }
      return false;
    }
  }
}
