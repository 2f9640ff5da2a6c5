package dev.visualsimilarity.emulator.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.aiplatform.v1.CreateIndexOperationMetadata;
import com.google.cloud.aiplatform.v1.DeleteOperationMetadata;
import com.google.cloud.aiplatform.v1.GenericOperationMetadata;
import com.google.longrunning.DeleteOperationRequest;
import com.google.longrunning.Operation;
import com.google.protobuf.Any;
import com.google.protobuf.util.Timestamps;
import com.google.rpc.Code;
import dev.visualsimilarity.emulator.state.MemoryStore;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EndedOperationsTest {
  private static final int MAX = Transaction.MAX_ENDED_OPERATIONS;

  @TempDir Path directory;

  /** Operation number i ends i-th, but its name is the lower the later that is. */
  @Test
  void theLastOnesToEndAreKeptAndThoseThatRun() {
    Transaction transaction = new Transaction(Catalog.EMPTY);
    transaction.put(operation(0).setDone(false).build());
    for (int i = 1; i <= MAX + 2; i++) {
      transaction.put(operation(i).build());
    }

    assertThat(transaction.catalog().operations())
        .hasSize(MAX + 1)
        .containsKeys(name(0), name(3), name(MAX + 2))
        .doesNotContainKeys(name(1), name(2));
    assertThat(transaction.entries())
        .filteredOn(DeleteOperationRequest.class::isInstance)
        .extracting(entry -> ((DeleteOperationRequest) entry).getName())
        .containsExactly(name(1), name(2));
  }

  @Test
  void anOperationEndsWhateverItsWorkThrows() throws Exception {
    try (Backend backend = new Backend(new HeldStore(new MemoryStore()), directory)) {
      Operation begun =
          backend.operations.start(
              ResourceName.location(Clients.LOCATION).child(ResourceName.INDEXES, "1"),
              generic -> DeleteOperationMetadata.newBuilder().setGenericMetadata(generic).build(),
              operation -> {
                throw new InternalError("a fault in mapped memory");
              });

      Operation ended = backend.await(begun);

      assertThat(ended.getError().getCode()).isEqualTo(Code.INTERNAL_VALUE);
      assertThat(ended.getError().getMessage()).contains("a fault in mapped memory");
    }
  }

  private static Operation.Builder operation(int number) {
    GenericOperationMetadata generic =
        GenericOperationMetadata.newBuilder()
            .setUpdateTime(Timestamps.fromSeconds(1000 + number))
            .build();
    return Operation.newBuilder()
        .setName(name(number))
        .setDone(true)
        .setMetadata(
            Any.pack(
                CreateIndexOperationMetadata.newBuilder().setGenericMetadata(generic).build()));
  }

  private static String name(int number) {
    return Clients.LOCATION + "/indexes/1/operations/" + (9999 - number);
  }
}
