package dev.visualsimilarity.vertexai.operation;

import com.google.api.gax.rpc.ApiCallContext;
import com.google.api.gax.rpc.ApiException;
import com.google.longrunning.CancelOperationRequest;
import com.google.longrunning.GetOperationRequest;
import com.google.longrunning.Operation;
import com.google.longrunning.OperationsClient;
import com.google.protobuf.Message;
import com.google.rpc.Code;
import dev.visualsimilarity.command.Outputs;
import dev.visualsimilarity.vertexai.ApiCalls;
import dev.visualsimilarity.vertexai.CallPolicies;
import dev.visualsimilarity.vertexai.attempt.Attempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The long-running operations of one step. Each is noted before it is begun, made known as soon as
 * it has a name, and cancelled if the step is told to stop; those of an earlier attempt are found
 * again.
 */
public final class StepOperations implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StepOperations.class);

  /** How long the service may be out of reach while an operation runs. */
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  /** A step that is told to stop has few seconds. */
  private static final ApiCallContext ONE_CANCEL = CallPolicies.oneAttempt(Duration.ofMillis(1500));

  private final OperationsClient client;
  private final ApiCalls calls;
  private final OperationLists lists;
  private final OperationWaiter waiter;
  private final GcpResources resources;
  private final Attempt attempt;
  private final StopSignal stop;

  private StepOperations(
      OperationsClient client,
      ApiCalls calls,
      OperationWaiter waiter,
      GcpResources resources,
      Attempt attempt,
      Consumer<String> told) {
    this.client = client;
    this.calls = calls;
    this.lists = new OperationLists(client, calls);
    this.waiter = waiter;
    this.resources = resources;
    this.attempt = attempt;
    this.stop = new StopSignal(this::cancel, told);
  }

  /**
   * Opens them; until they are closed, a signal to stop cancels what runs.
   *
   * @param component as a message of it is to begin
   * @param outputs of the step
   * @param deadline how long one operation may take
   */
  public static StepOperations open(
      String component,
      Outputs outputs,
      OperationsClient client,
      ApiCalls calls,
      Duration deadline,
      Attempt attempt) {
    OperationWaiter waiter = new OperationWaiter(client, calls, deadline, PATIENCE);
    GcpResources resources = new GcpResources(outputs, calls.endpoint());
    return new StepOperations(
        client,
        calls,
        waiter,
        resources,
        attempt,
        text -> {
          System.err.println(component + ": " + text);
          outputs.error(text);
        });
  }

  /** The resource that an operation works on, such as the index that it creates. */
  public static String resource(Operation operation) {
    String name = operation.getName();
    int end = name.indexOf("/operations/");
    return end < 0 ? name : name.substring(0, end);
  }

  /** Makes the operations known where there was none to begin. */
  public void publish() {
    resources.write();
  }

  /**
   * Begins an operation.
   *
   * @param action as a message of its failure is to begin, such as {@code create index 'shoes'}
   */
  Operation begin(String action, Supplier<Operation> call) {
    attempt.beginning(action);
    Operation begun = stop.begin(() -> calls.call(action, call));
    known(begun.getName());
    LOG.info("{}: operation {}", action, begun.getName());
    return begun;
  }

  /**
   * Waits for the end of an operation, be it good or bad.
   *
   * @param what the operation in words, for messages, such as {@code creating index shoes}
   */
  public Operation ended(String what, Operation begun) {
    Operation ended = waiter.ended(what, begun);
    stop.ended(begun.getName());
    return ended;
  }

  /**
   * Waits for the end of an operation that this step, or an attempt before it, began.
   *
   * @throws dev.visualsimilarity.error.UserException if it fails
   */
  public Operation finished(String what, Operation begun) {
    Operation ended = ended(what, begun);
    OperationFailures.check(what, ended);
    return ended;
  }

  /** Makes an operation that was begun before, as by an earlier attempt, one of this attempt. */
  public void adopt(Operation operation) {
    LOG.info("going on with operation {}, which was begun before", operation.getName());
    stop.began(operation.getName());
    known(operation.getName());
  }

  /**
   * Goes on with an operation that an earlier attempt began, until its end, be it good or bad;
   * nothing if it was cancelled, as that attempt does when it is told to stop: begin anew.
   *
   * @param what the operation in words, for messages, such as {@code creating index shoes}
   */
  public Optional<Operation> resumed(String what, Operation operation) {
    adopt(operation);
    Operation ended = ended(what, operation);
    if (ended.getError().getCode() == Code.CANCELLED_VALUE) {
      LOG.warn("operation {} of an earlier attempt was cancelled: beginning anew", ended.getName());
      return Optional.empty();
    }
    return Optional.of(ended);
  }

  /**
   * Whether an operation of an earlier attempt failed by a mistake that is still there: a pipeline
   * tries the task again, and nothing has changed. It is not begun again, which costs as much as
   * the first time: its failure is told once more.
   */
  public boolean isMistakeAgain(Operation operation) {
    boolean again = attempt.isRetry() && OperationFailures.isMistake(operation);
    if (again) {
      LOG.warn(
          "operation {} of an earlier attempt failed, and what it was asked for and made from is the same: it is not tried again in this run; mend it, or submit another run",
          operation.getName());
    }
    return again;
  }

  /** The operations of an earlier attempt that the service still knows, the last one last. */
  public List<Operation> earlier() {
    if (attempt.otherRequest()) {
      LOG.warn(
          "the attempt before this one was to do something else: beginning anew; what it began stays in the service: {}",
          resources.earlier());
      return List.of();
    }
    return earlierNames().stream().map(this::find).flatMap(Optional::stream).toList();
  }

  /** The labels of the step on what it makes: see {@link Attempt#labels}. */
  public Map<String, String> labels() {
    return attempt.labels();
  }

  /** Whether an operation is one of {@link #earlier}. */
  public boolean isEarlier(Operation operation) {
    return !attempt.otherRequest() && earlierNames().contains(operation.getName());
  }

  private List<String> earlierNames() {
    List<String> names = new ArrayList<>(resources.earlier());
    attempt.operation().filter(name -> !names.contains(name)).ifPresent(names::add);
    return names;
  }

  /** The operations below a resource or a location: see {@link OperationLists#of}. */
  public List<Operation> of(String parent, Class<? extends Message> metadata) {
    return lists.of(parent, metadata);
  }

  @Override
  public void close() {
    stop.close();
  }

  private Optional<Operation> find(String name) {
    GetOperationRequest request = GetOperationRequest.newBuilder().setName(name).build();
    return calls.find(
        "read operation " + name,
        () -> client.getOperationCallable().call(request, CallPolicies.reading()));
  }

  private boolean cancel(String name) {
    CancelOperationRequest request = CancelOperationRequest.newBuilder().setName(name).build();
    try {
      client.cancelOperationCallable().call(request, ONE_CANCEL);
      return true;
    } catch (ApiException e) {
      LOG.warn("cannot cancel operation {}: {}", name, e.getMessage());
      return false;
    }
  }

  private void known(String operation) {
    resources.operation(operation);
    attempt.began(operation);
  }
}
