package dev.visualsimilarity.emulator.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.gax.rpc.InvalidArgumentException;
import com.google.api.gax.rpc.NotFoundException;
import com.google.cloud.aiplatform.v1.CreateIndexOperationMetadata;
import com.google.cloud.aiplatform.v1.CreateIndexRequest;
import com.google.cloud.aiplatform.v1.DeployIndexRequest;
import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import com.google.longrunning.Operation;
import com.google.longrunning.OperationsClient;
import com.google.longrunning.WaitOperationRequest;
import com.google.protobuf.util.Durations;
import com.google.rpc.Code;
import dev.visualsimilarity.emulator.server.EmulatorOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperationsTest {
  private static final Duration DELAY = Duration.ofMillis(700);

  @TempDir Path directory;
  private Clients clients;
  private OperationsClient operations;

  @BeforeEach
  void start() throws IOException {
    clients = new Clients(EmulatorOptions.defaults().withOperationDelay(DELAY));
    operations = clients.indexes.getOperationsClient();
    Samples.batch(directory, "{\"id\": \"a\", \"embedding\": [1, 0]}");
  }

  @AfterEach
  void stop() {
    clients.close();
  }

  @Test
  void anOperationIsNamedAfterItsIndexAndEndsWithIt() throws Exception {
    Operation begun = createIndex();
    assertThat(begun.getDone()).isFalse();
    assertThat(begun.getName()).matches(Clients.LOCATION + "/indexes/\\d{19}/operations/\\d{19}");
    assertThat(operations.getOperation(begun.getName()).getDone()).isFalse();
    assertThat(clients.indexes.listIndexes(Clients.LOCATION).iterateAll()).isEmpty();

    Operation ended = await(begun);

    Index index = ended.getResponse().unpack(Index.class);
    assertThat(begun.getName()).startsWith(index.getName() + "/operations/");
    CreateIndexOperationMetadata metadata =
        ended.getMetadata().unpack(CreateIndexOperationMetadata.class);
    assertThat(metadata.getGenericMetadata().hasCreateTime()).isTrue();
    assertThat(
            metadata
                .getNearestNeighborSearchOperationMetadata()
                .getContentValidationStats(0)
                .getValidRecordCount())
        .isEqualTo(1);
  }

  @Test
  void waitingReturnsAfterTheTimeoutWhileTheOperationRuns() {
    Operation begun = createIndex();

    Operation waited =
        operations.waitOperation(
            WaitOperationRequest.newBuilder()
                .setName(begun.getName())
                .setTimeout(Durations.fromMillis(20))
                .build());

    assertThat(waited.getDone()).isFalse();
    assertThat(waited.getName()).isEqualTo(begun.getName());
  }

  @Test
  void aCancelledOperationEndsAtOnceAndLeavesNothing() throws Exception {
    Operation begun = createIndex();
    operations.cancelOperation(begun.getName());

    Operation ended = operations.getOperation(begun.getName());
    assertThat(ended.getDone()).isTrue();
    assertThat(ended.getError().getCode()).isEqualTo(Code.CANCELLED_VALUE);
    Thread.sleep(DELAY.plusMillis(200).toMillis());
    assertThat(clients.indexes.listIndexes(Clients.LOCATION).iterateAll()).isEmpty();
  }

  @Test
  void cancellingADeploymentFreesItsIdAndItsIndex() throws Exception {
    Index index = await(createIndex()).getResponse().unpack(Index.class);
    IndexEndpoint endpoint = Samples.publicEndpoint(clients);
    DeployIndexRequest request = Samples.deployRequest(endpoint, index, "catalog");
    Operation begun = clients.endpoints.deployIndexCallable().call(request);
    assertThatThrownBy(() -> clients.endpoints.deployIndexCallable().call(request))
        .hasMessageContaining("catalog is taken");
    assertThatThrownBy(() -> Samples.find(clients, endpoint, "catalog", Samples.query(1, 1, 0)))
        .isInstanceOf(NotFoundException.class);

    operations.cancelOperation(begun.getName());

    assertThat(Samples.deploy(clients, endpoint, index, "catalog").getId()).isEqualTo("catalog");
    assertThat(clients.endpoints.getIndexEndpoint(endpoint.getName()).getDeployedIndexesList())
        .hasSize(1);
  }

  @Test
  void listsTheOperationsOfAResourceAndOfALocation() {
    Operation first = createIndex();
    Operation second = createIndex();
    String index = first.getName().substring(0, first.getName().indexOf("/operations/"));

    assertThat(operations.listOperations(index, "").iterateAll())
        .extracting(Operation::getName)
        .containsExactly(first.getName());
    assertThat(operations.listOperations(Clients.LOCATION, "").iterateAll())
        .extracting(Operation::getName)
        .containsExactly(first.getName(), second.getName());
    assertThat(operations.listOperations(index, "done=true").iterateAll()).isEmpty();
    assertThat(operations.listOperations(index, "done:false").iterateAll()).hasSize(1);
    assertThatThrownBy(() -> operations.listOperations(index, "name=x"))
        .isInstanceOf(InvalidArgumentException.class);
  }

  @Test
  void aDeletedOperationIsForgotten() {
    Operation begun = createIndex();
    operations.deleteOperation(begun.getName());

    assertThatThrownBy(() -> operations.getOperation(begun.getName()))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> operations.cancelOperation(begun.getName()))
        .isInstanceOf(NotFoundException.class);
  }

  private Operation createIndex() {
    return clients
        .indexes
        .createIndexCallable()
        .call(
            CreateIndexRequest.newBuilder()
                .setParent(Clients.LOCATION)
                .setIndex(
                    Samples.index("shop", Samples.metadata(directory, 2, Samples.BRUTE_FORCE)))
                .build());
  }

  private Operation await(Operation operation) {
    Operation ended =
        operations.waitOperation(
            WaitOperationRequest.newBuilder()
                .setName(operation.getName())
                .setTimeout(Durations.fromSeconds(20))
                .build());
    assertThat(ended.getDone()).isTrue();
    return ended;
  }
}
