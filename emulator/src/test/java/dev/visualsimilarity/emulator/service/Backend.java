package dev.visualsimilarity.emulator.service;

import com.google.cloud.aiplatform.v1.CreateIndexRequest;
import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.Index.IndexUpdateMethod;
import com.google.cloud.aiplatform.v1.IndexDatapoint;
import com.google.cloud.aiplatform.v1.IndexDatapoint.NumericRestriction;
import com.google.cloud.aiplatform.v1.UpdateIndexRequest;
import com.google.cloud.aiplatform.v1.UpsertDatapointsRequest;
import com.google.longrunning.Operation;
import com.google.protobuf.FieldMask;
import dev.visualsimilarity.emulator.live.LiveSnapshot;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.Storages;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** What is behind the index service, without a server before it: for what no client can time. */
final class Backend implements Closeable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  final Resources resources;
  final Operations operations;
  final Compactions compactions;
  final Deletion deletion;
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(4);
  private final IndexCreation creation;
  private final IndexUpdates updates;
  private final StreamUpdates stream;
  private final Storage storage = Storages.create();
  private final Path directory;

  /** Makes one with batches in a directory; the caller closes the store. */
  Backend(HeldStore store, Path directory) throws IOException {
    this.directory = directory;
    Clock clock = Clock.systemUTC();
    ResourceIds ids = new ResourceIds(RandomGenerator.getDefault());
    resources = new Resources(store, new Restoration(store).restore());
    operations = new Operations(resources, ids, clock, Duration.ZERO, threads);
    IndexContents contents = new IndexContents(storage, store);
    compactions = new Compactions(resources, contents, threads);
    deletion = new Deletion(operations);
    creation = new IndexCreation(operations, contents, ids, clock);
    updates = new IndexUpdates(resources, operations, contents, compactions, ids, clock);
    stream = new StreamUpdates(resources, compactions, clock);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    storage.close();
  }

  /** A streaming brute-force index of datapoints p0, p1 …; its name. */
  String createIndex(int count) throws Exception {
    Operation ended = await(beginCreation(count));
    return ended.getResponse().unpack(Index.class).getName();
  }

  Operation beginCreation(int count) throws IOException {
    Index index =
        Samples.index("shop", Samples.metadata(batch(lines(count)), 2, Samples.BRUTE_FORCE))
            .toBuilder()
            .setIndexUpdateMethod(IndexUpdateMethod.STREAM_UPDATE)
            .build();
    return creation.start(
        CreateIndexRequest.newBuilder().setParent(Clients.LOCATION).setIndex(index).build());
  }

  Operation beginUpdate(String index, boolean overwrite, String... lines) throws IOException {
    String metadata =
        "{\"contentsDeltaUri\": \"%s\", \"isCompleteOverwrite\": %s}"
            .formatted(batch(lines), overwrite);
    return updates.start(
        UpdateIndexRequest.newBuilder()
            .setIndex(Index.newBuilder().setName(index).setMetadata(Samples.json(metadata)))
            .setUpdateMask(FieldMask.newBuilder().addPaths("metadata"))
            .build());
  }

  Operation beginRenaming(String index) {
    return updates.start(
        UpdateIndexRequest.newBuilder()
            .setIndex(Index.newBuilder().setName(index).setDisplayName("renamed"))
            .build());
  }

  /** Adds datapoints q0, q1 …. */
  void upsert(String index, int count) {
    List<IndexDatapoint> datapoints = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      datapoints.add(datapoint("q" + i).build());
    }
    upsert(index, datapoints);
  }

  void upsertPriced(String index, String id, float price) {
    upsert(
        index,
        List.of(
            datapoint(id)
                .addNumericRestricts(
                    NumericRestriction.newBuilder().setNamespace("price").setValueFloat(price))
                .build()));
  }

  LiveSnapshot contents(String index) {
    return resources.now().index(index).contents();
  }

  /** Waits until an index has nothing but what it was built with. */
  void awaitCompacted(String index) throws InterruptedException {
    long start = System.nanoTime();
    while (contents(index).parts().size() > 1) {
      if (System.nanoTime() - start > PATIENCE.toNanos()) {
        throw new AssertionError(index + " is not compacted");
      }
      Thread.sleep(5);
    }
  }

  Operation await(Operation begun) throws Exception {
    return operations.end(begun.getName()).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  static String[] lines(int count) {
    String[] lines = new String[count];
    for (int i = 0; i < count; i++) {
      lines[i] = "{\"id\": \"p%d\", \"embedding\": [%d, 1]}".formatted(i, i);
    }
    return lines;
  }

  static String priced(String id, int price) {
    return "{\"id\": \"%s\", \"embedding\": [1, 1], \"numeric_restricts\": [{\"namespace\": \"price\", \"value_int\": %d}]}"
        .formatted(id, price);
  }

  private void upsert(String index, List<IndexDatapoint> datapoints) {
    stream.upsert(
        UpsertDatapointsRequest.newBuilder().setIndex(index).addAllDatapoints(datapoints).build());
  }

  private static IndexDatapoint.Builder datapoint(String id) {
    return IndexDatapoint.newBuilder().setDatapointId(id).addFeatureVector(1).addFeatureVector(2);
  }

  private Path batch(String... lines) throws IOException {
    return Samples.batch(Files.createTempDirectory(directory, "batch"), lines);
  }
}
