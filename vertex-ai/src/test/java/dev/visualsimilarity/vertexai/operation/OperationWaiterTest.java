package dev.visualsimilarity.vertexai.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.aiplatform.v1.CreateIndexOperationMetadata;
import com.google.cloud.aiplatform.v1.NearestNeighborSearchOperationMetadata;
import com.google.cloud.aiplatform.v1.NearestNeighborSearchOperationMetadata.ContentValidationStats;
import com.google.cloud.aiplatform.v1.NearestNeighborSearchOperationMetadata.RecordError;
import com.google.cloud.aiplatform.v1.NearestNeighborSearchOperationMetadata.RecordError.RecordErrorType;
import com.google.longrunning.GetOperationRequest;
import com.google.longrunning.Operation;
import com.google.longrunning.OperationsGrpc;
import com.google.protobuf.Any;
import com.google.rpc.Code;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.vertexai.ApiCalls;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import dev.visualsimilarity.vertexai.VertexClients;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OperationWaiterTest {

  private static final String NAME = "projects/p/locations/us-central1/operations/1";
  private static final Operation RUNNING = Operation.newBuilder().setName(NAME).build();
  private static final Operation DONE = RUNNING.toBuilder().setDone(true).build();
  private static final Duration LONG = Duration.ofSeconds(30);

  /** Answers as told, the last answer for ever. */
  private static final class Script extends OperationsGrpc.OperationsImplBase {
    private final Deque<Object> answers = new ArrayDeque<>();
    private final AtomicInteger looks = new AtomicInteger();

    @Override
    public synchronized void getOperation(
        GetOperationRequest request, StreamObserver<Operation> response) {
      looks.incrementAndGet();
      Object answer = answers.size() > 1 ? answers.poll() : answers.peek();
      if (answer instanceof Operation operation) {
        response.onNext(operation);
        response.onCompleted();
      } else {
        response.onError(((Status) answer).withDescription("as told").asRuntimeException());
      }
    }
  }

  private final Script script = new Script();
  private Server server;
  private VertexClients clients;
  private ApiEndpoint endpoint;

  @BeforeEach
  void start() throws IOException {
    server = start(0);
    endpoint = new ApiEndpoint("127.0.0.1", server.getPort(), true);
    clients = new VertexClients(endpoint);
  }

  private Server start(int port) throws IOException {
    return NettyServerBuilder.forAddress(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
        .addService(script)
        .build()
        .start();
  }

  @AfterEach
  void stop() {
    clients.close();
    server.shutdownNow();
  }

  @Test
  void looksAgainUntilTheOperationIsDone() {
    answers(RUNNING, RUNNING, DONE);
    assertThat(waiter(LONG, LONG).await("building", RUNNING)).isEqualTo(DONE);
    assertThat(script.looks).hasValue(3);
  }

  @Test
  void anOperationThatIsDoneAtOnceNeedsNoLook() {
    answers(DONE);
    assertThat(waiter(LONG, LONG).await("building", DONE)).isEqualTo(DONE);
    assertThat(script.looks).hasValue(0);
  }

  @Test
  void aServiceThatIsAwayForAWhileDoesNotEndTheWait() {
    answers(
        Status.UNAVAILABLE,
        Status.RESOURCE_EXHAUSTED,
        Status.DEADLINE_EXCEEDED,
        Status.INTERNAL,
        Status.CANCELLED,
        DONE);
    assertThat(waiter(LONG, LONG).await("building", RUNNING)).isEqualTo(DONE);
  }

  @Test
  void aConnectionThatIsDroppedDoesNotEndTheWait() throws Exception {
    answers(RUNNING);
    CompletableFuture<Operation> wait =
        CompletableFuture.supplyAsync(() -> waiter(LONG, LONG).await("building", RUNNING));
    while (script.looks.get() == 0) {
      Thread.onSpinWait();
    }
    int port = server.getPort();
    server.shutdownNow().awaitTermination();
    script.answers.clear();
    answers(DONE);
    server = start(port);
    assertThat(wait.get(30, TimeUnit.SECONDS)).isEqualTo(DONE);
  }

  @Test
  void aServiceThatStaysAwayEndsTheWaitAndNamesTheOperation() {
    answers(Status.UNAVAILABLE);
    assertThatThrownBy(
            () -> waiter(LONG, Duration.ofMillis(200)).await("building index 'x'", RUNNING))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("cannot follow operation " + NAME + " (building index 'x')")
        .hasMessageContaining(endpoint + " is not reachable");
  }

  @Test
  void anOperationThatIsUnknownEndsTheWaitAtOnce() {
    answers(Status.NOT_FOUND);
    assertThatThrownBy(() -> waiter(LONG, LONG).await("building", RUNNING))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("not found: as told");
    assertThat(script.looks).hasValue(1);
  }

  @Test
  void theDeadlineEndsTheWaitButNotTheOperation() {
    answers(RUNNING);
    assertThatThrownBy(
            () -> waiter(Duration.ofMillis(300), LONG).await("building index 'x'", RUNNING))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("building index 'x': not done after 0.3 s")
        .hasMessageContaining(NAME + " goes on in the service");
  }

  @Test
  void aFailureTellsWhatTheServiceFoundInTheData() {
    CreateIndexOperationMetadata metadata =
        CreateIndexOperationMetadata.newBuilder()
            .setNearestNeighborSearchOperationMetadata(
                NearestNeighborSearchOperationMetadata.newBuilder()
                    .addContentValidationStats(
                        ContentValidationStats.newBuilder()
                            .setSourceGcsUri("gs://b/d/0.json")
                            .setValidRecordCount(7)
                            .setInvalidRecordCount(1)
                            .addPartialErrors(
                                RecordError.newBuilder()
                                    .setErrorType(RecordErrorType.EMBEDDING_SIZE_MISMATCH)
                                    .setEmbeddingId("a")
                                    .setErrorMessage("3 is not 4")
                                    .setRawRecord("{\"id\": \"a\"}"))))
            .build();
    answers(
        DONE.toBuilder()
            .setError(
                com.google.rpc.Status.newBuilder()
                    .setCode(Code.FAILED_PRECONDITION_VALUE)
                    .setMessage("There are invalid records."))
            .setMetadata(Any.pack(metadata))
            .build());
    assertThatThrownBy(() -> waiter(LONG, LONG).await("creating index 'x'", RUNNING))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "creating index 'x' failed: There are invalid records (FAILED_PRECONDITION, operation %s); mend the records below and run the step again%n"
                    .formatted(NAME)
                + "       valid    invalid  file%n".formatted()
                + "           7          1  gs://b/d/0.json%n".formatted()
                + "  EMBEDDING_SIZE_MISMATCH  gs://b/d/0.json  id 'a': 3 is not 4: {\"id\": \"a\"}");
  }

  private void answers(Object... answers) {
    script.answers.addAll(Arrays.asList(answers));
  }

  private OperationWaiter waiter(Duration deadline, Duration patience) {
    return new OperationWaiter(
        clients.indexes().getOperationsClient(), new ApiCalls(endpoint), deadline, patience);
  }
}
