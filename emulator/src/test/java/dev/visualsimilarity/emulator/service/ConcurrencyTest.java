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
import com.google.common.primitives.Floats;
import com.google.protobuf.FieldMask;
import dev.visualsimilarity.emulator.server.EmulatorOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The vectors of a generation are on a circle of their own: their first component is the
 * generation's number, and the others are the same in every generation. An answer of two numbers
 * mixes two states.
 */
@Timeout(120)
class ConcurrencyTest {
  private static final int CLIENTS = 32;
  private static final int DATAPOINTS = 60;
  private static final int NEIGHBORS = 10;
  private static final int ROUNDS = 6;

  /** Six leaves, of which a query looks into two: of neither all datapoints nor one leaf's. */
  private static final String TREE_AH =
      "\"approximateNeighborsCount\": 20, \"algorithmConfig\": {\"treeAhConfig\": {\"leafNodeEmbeddingCount\": 10, \"fractionLeafNodesToSearch\": 0.33}}";

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"false, false", "false, true", "true, false", "true, true"})
  void answersComeFromOneStateWhateverChanges(boolean treeAh, boolean kept) throws Exception {
    String config = treeAh ? TREE_AH : Samples.BRUTE_FORCE;
    EmulatorOptions options = EmulatorOptions.defaults();
    Path even = batch("even", 2);
    Path odd = batch("odd", 3);
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    try (Clients clients =
        new Clients(kept ? options.withDataDirectory(directory.resolve("data")) : options)) {
      Index index = create(clients, even, config);
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
        update(clients, index, round % 2 == 0 ? odd : even, true);
        upsert(clients, index, 10 + round);
        update(clients, index, even, false);
        remove(clients, index);
        upsert(clients, index, 100 + round);
        clients.endpoints.undeployIndexAsync(endpoint.getName(), "shop").get();
        Index other = create(clients, odd, config);
        Samples.deploy(clients, endpoint, other, "shop");
        clients.indexes.deleteIndexAsync(index.getName()).get();
        index = other;
      }
      stopped.set(true);
      for (Future<?> query : queries) {
        query.get();
      }
      assertThat(answers).hasValueGreaterThan(CLIENTS);
    } finally {
      threads.shutdownNow();
    }
  }

  private static Index create(Clients clients, Path batch, String config) throws Exception {
    return Samples.create(
        clients,
        Samples.index("shop", Samples.metadata(batch, 3, config)).toBuilder()
            .setIndexUpdateMethod(IndexUpdateMethod.STREAM_UPDATE)
            .build());
  }

  private static void upsert(Clients clients, Index index, int number) {
    UpsertDatapointsRequest.Builder request =
        UpsertDatapointsRequest.newBuilder().setIndex(index.getName());
    for (int i = 0; i < DATAPOINTS; i++) {
      request.addDatapoints(
          IndexDatapoint.newBuilder()
              .setDatapointId(Integer.toString(i))
              .addAllFeatureVector(Floats.asList(vector(number, i))));
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
    double angle = ThreadLocalRandom.current().nextDouble(2 * Math.PI);
    float[] vector = {100, (float) Math.cos(angle), (float) Math.sin(angle)};
    List<Neighbor> neighbors;
    try {
      neighbors = Samples.find(clients, endpoint, "shop", Samples.query(NEIGHBORS, vector));
    } catch (NotFoundException e) {
      return; // Between its removal and its return.
    }
    assertThat(neighbors.size()).isIn(0, NEIGHBORS);
    assertThat(Samples.ids(neighbors)).doesNotHaveDuplicates();
    // A hundred times the generation's number, and a cosine.
    assertThat(neighbors.stream().map(n -> Math.round(n.getDistance() / 100)).distinct().count())
        .isEqualTo(neighbors.isEmpty() ? 0 : 1);
    answers.incrementAndGet();
  }

  private static void update(Clients clients, Index index, Path batch, boolean overwrite)
      throws Exception {
    String metadata =
        "{\"contentsDeltaUri\": \"%s\", \"isCompleteOverwrite\": %s}".formatted(batch, overwrite);
    clients
        .indexes
        .updateIndexAsync(
            Index.newBuilder().setName(index.getName()).setMetadata(Samples.json(metadata)).build(),
            FieldMask.newBuilder().addPaths("metadata").build())
        .get();
  }

  private static float[] vector(int number, int i) {
    double angle = 2 * Math.PI * i / DATAPOINTS;
    return new float[] {number, (float) Math.cos(angle), (float) Math.sin(angle)};
  }

  private Path batch(String name, int number) throws IOException {
    return Samples.batch(
        directory.resolve(name),
        IntStream.range(0, DATAPOINTS)
            .mapToObj(
                i ->
                    "{\"id\": \"%d\", \"embedding\": %s}"
                        .formatted(i, Arrays.toString(vector(number, i))))
            .toArray(String[]::new));
  }
}
