package dev.visualsimilarity.emulator.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.gax.rpc.NotFoundException;
import com.google.cloud.aiplatform.v1.FindNeighborsResponse.Neighbor;
import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.Index.IndexUpdateMethod;
import com.google.cloud.aiplatform.v1.IndexDatapoint;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import com.google.cloud.aiplatform.v1.RemoveDatapointsRequest;
import com.google.cloud.aiplatform.v1.UpsertDatapointsRequest;
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
  private static final int CLIENTS = 32;
  private static final int DATAPOINTS = 50;
  private static final int ROUNDS = 15;

  @TempDir Path directory;

  /** Every vector of a generation has its number: an answer of two numbers mixes two states. */
  @Test
  void answersComeFromOneStateWhateverChanges() throws Exception {
    Path even = generation("even", 2);
    Path odd = generation("odd", 3);
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    try (Clients clients = new Clients()) {
      Index index = create(clients, even);
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
        upsert(clients, index, 10 + round);
        remove(clients, index);
        upsert(clients, index, 100 + round);
        clients.endpoints.undeployIndexAsync(endpoint.getName(), "shop").get();
        Index other = create(clients, odd);
        Samples.deploy(clients, endpoint, other, "shop");
        clients.indexes.deleteIndexAsync(index.getName()).get();
        index = other;
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

  private static Index create(Clients clients, Path batch) throws Exception {
    return Samples.create(
        clients,
        Samples.index("shop", Samples.metadata(batch, 1, Samples.BRUTE_FORCE)).toBuilder()
            .setIndexUpdateMethod(IndexUpdateMethod.STREAM_UPDATE)
            .build());
  }

  private static void upsert(Clients clients, Index index, int number) {
    UpsertDatapointsRequest.Builder request =
        UpsertDatapointsRequest.newBuilder().setIndex(index.getName());
    for (int i = 0; i < DATAPOINTS; i++) {
      request.addDatapoints(
          IndexDatapoint.newBuilder().setDatapointId(Integer.toString(i)).addFeatureVector(number));
    }
    clients.indexes.upsertDatapoints(request.build());
  }

  private static void remove(Clients clients, Index index) {
    clients.indexes.removeDatapoints(
        RemoveDatapointsRequest.newBuilder()
            .setIndex(index.getName())
            .addAllDatapointIds(IntStream.range(0, DATAPOINTS).mapToObj(Integer::toString).toList())
            .build());
  }

  private static void query(Clients clients, IndexEndpoint endpoint, AtomicInteger answers) {
    List<Neighbor> neighbors;
    try {
      neighbors = Samples.find(clients, endpoint, "shop", Samples.query(DATAPOINTS, 1));
    } catch (NotFoundException e) {
      return; // Between its removal and its return.
    }
    assertThat(neighbors.size()).isIn(0, DATAPOINTS);
    assertThat(neighbors.stream().map(Neighbor::getDistance).distinct().count())
        .isEqualTo(neighbors.isEmpty() ? 0 : 1);
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
        IntStream.range(0, DATAPOINTS)
            .mapToObj(i -> "{\"id\": \"%d\", \"embedding\": [%d]}".formatted(i, number))
            .toArray(String[]::new));
  }
}
