package dev.visualsimilarity.emulator.service;

import com.google.longrunning.CancelOperationRequest;
import com.google.longrunning.DeleteOperationRequest;
import com.google.longrunning.GetOperationRequest;
import com.google.longrunning.ListOperationsRequest;
import com.google.longrunning.ListOperationsResponse;
import com.google.longrunning.Operation;
import com.google.longrunning.OperationsGrpc;
import com.google.longrunning.WaitOperationRequest;
import com.google.protobuf.Empty;
import com.google.protobuf.util.Durations;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code google.longrunning.Operations}. */
final class OperationsService extends OperationsGrpc.OperationsImplBase {
  private static final Pattern DONE = Pattern.compile("(?i)done\\s*[=:]\\s*(true|false)");
  private static final long LONGEST_WAIT_MILLIS = TimeUnit.HOURS.toMillis(1);

  private final Operations operations;

  OperationsService(Operations operations) {
    this.operations = operations;
  }

  @Override
  public void getOperation(GetOperationRequest request, StreamObserver<Operation> observer) {
    Replies.reply(observer, () -> operations.get(request.getName()));
  }

  @Override
  public void listOperations(
      ListOperationsRequest request, StreamObserver<ListOperationsResponse> observer) {
    Replies.reply(observer, () -> list(request));
  }

  @Override
  public void waitOperation(WaitOperationRequest request, StreamObserver<Operation> observer) {
    CompletableFuture<Operation> end;
    try {
      end = operations.end(request.getName());
    } catch (StatusRuntimeException e) {
      observer.onError(e);
      return;
    }
    long millis =
        request.hasTimeout()
            ? Math.min(LONGEST_WAIT_MILLIS, Durations.toMillis(request.getTimeout()))
            : LONGEST_WAIT_MILLIS;
    // No thread waits: the operation's end or the timeout sends the reply.
    CompletableFuture<Void> unused =
        end.copy()
            .completeOnTimeout(Operation.getDefaultInstance(), millis, TimeUnit.MILLISECONDS)
            .thenAccept(
                ended ->
                    Replies.reply(
                        observer,
                        () -> ended.getDone() ? ended : operations.get(request.getName())));
  }

  @Override
  public void cancelOperation(CancelOperationRequest request, StreamObserver<Empty> observer) {
    Replies.reply(
        observer,
        () -> {
          operations.cancel(request.getName());
          return Empty.getDefaultInstance();
        });
  }

  @Override
  public void deleteOperation(DeleteOperationRequest request, StreamObserver<Empty> observer) {
    Replies.reply(
        observer,
        () -> {
          operations.remove(request.getName());
          return Empty.getDefaultInstance();
        });
  }

  private ListOperationsResponse list(ListOperationsRequest request) {
    Predicate<Operation> filter = filter(request.getFilter());
    Page<Operation> page =
        Page.of(
            operations.below(request.getName()).stream().filter(filter).toList(),
            Operation::getName,
            request.getPageSize(),
            request.getPageToken());
    ListOperationsResponse.Builder response =
        ListOperationsResponse.newBuilder().setNextPageToken(page.nextToken());
    return response.addAllOperations(page.items()).build();
  }

  private static Predicate<Operation> filter(String text) {
    if (text.isBlank()) {
      return operation -> true;
    }
    Matcher done = DONE.matcher(text.strip());
    if (!done.matches()) {
      throw ApiErrors.invalidArgument(
          "filter '%s' is not understood: operations can be filtered by done=true and done=false",
          text);
    }
    boolean wanted = Boolean.parseBoolean(done.group(1).toLowerCase(Locale.ROOT));
    return operation -> operation.getDone() == wanted;
  }
}
