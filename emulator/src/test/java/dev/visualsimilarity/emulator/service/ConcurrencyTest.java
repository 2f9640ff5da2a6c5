package dev.visualsimilarity.emulator.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.gax.rpc.NotFoundException;
import com.google.cloud.aiplatform.v1.FindNeighborsResponse.Neighbor;
import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import com.google.protobuf.FieldMask;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConcurrencyTest {
  private static final int CLIENTS = 16;
  private static final int ROUNDS = 15;

  @TempDir Path directory;

  /** Every vector of a generation has its number: an answer of two numbers mixes two states. */
  @Test
  void answersComeFromOneStateWhileTheIndexIsReplacedAndRedeployed() throws Exception {
    Path even = generation("even", 2);
    Path odd = generation("odd", 3);
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    try (Clients clients = new Clients()) {
      Index index =
          Samples.create(
              clients, Samples.index("shop", Samples.metadata(even, 1, Samples.BRUTE_FORCE)));
      IndexEndpoint endpoint = Samples.publicEndpoint(clients);
      Samples.deploy(clients, endpoint, index, "shop");
      AtomicBoolean stopped = new AtomicBoolean();
      AtomicInteger answers = new AtomicInteger();
      List<Future<?>> queries = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        queries.add(
            threads.submit(
                () -> {
                  while (!stopped.get()) {
                    query(clients, endpoint, answers);
                  }
                }));
      }
      for (int round = 0; round < ROUNDS; round++) {
        overwrite(clients, index, round % 2 == 0 ? odd : even);
        clients.endpoints.undeployIndexAsync(endpoint.getName(), "shop").get();
        Samples.deploy(clients, endpoint, index, "shop");
      }
      stopped.set(true);
      for (Future<?> query : queries) {
        query.get();
      }
      assertThat(answers).hasPositiveValue();
    } finally {
      threads.shutdownNow();
    }
  }

  private static void query(Clients clients, IndexEndpoint endpoint, AtomicInteger answers) {
    List<Neighbor> neighbors;
    try {
      neighbors = Samples.find(clients, endpoint, "shop", Samples.query(50, 1));
    } catch (NotFoundException e) {
      return; // Between its removal and its return.
    }
    assertThat(neighbors).hasSize(50);
    assertThat(neighbors.stream().map(Neighbor::getDistance).distinct()).hasSize(1);
    answers.incrementAndGet();
  }

  private static void overwrite(Clients clients, Index index, Path batch) throws Exception {
    String metadata =
        "{\"contentsDeltaUri\": \"%s\", \"isCompleteOverwrite\": true}".formatted(batch);
    clients
        .indexes
        .updateIndexAsync(
            Index.newBuilder().setName(index.getName()).setMetadata(Samples.json(metadata)).build(),
            FieldMask.newBuilder().addPaths("metadata").build())
        .get();
  }

  private Path generation(String name, int number) throws IOException {
    return Samples.batch(
        directory.resolve(name),
        IntStream.range(0, 50)
            .mapToObj(i -> "{\"id\": \"%d\", \"embedding\": [%d]}".formatted(i, number))
            .toArray(String[]::new));
  }
}
