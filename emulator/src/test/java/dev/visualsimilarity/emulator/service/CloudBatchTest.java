package dev.visualsimilarity.emulator.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.gax.rpc.FailedPreconditionException;
import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import com.google.protobuf.FieldMask;
import dev.visualsimilarity.datapoint.Attributes;
import dev.visualsimilarity.datapoint.Datapoint;
import dev.visualsimilarity.datapoint.DatapointFormat;
import dev.visualsimilarity.datapoint.DatapointWriter;
import dev.visualsimilarity.emulator.server.EmulatorOptions;
import dev.visualsimilarity.emulator.server.EmulatorServer;
import dev.visualsimilarity.storage.CloudStorage;
import dev.visualsimilarity.storage.LocalStorage;
import dev.visualsimilarity.storage.RetryLimits;
import dev.visualsimilarity.storage.Storages;
import dev.visualsimilarity.testing.CloudStorageServer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Batches in every format, read from Cloud Storage through Google's client. */
class CloudBatchTest {
  private CloudStorageServer storage;
  private Clients clients;

  @BeforeEach
  void start() throws Exception {
    storage = new CloudStorageServer();
    clients =
        new Clients(
            EmulatorServer.start(
                EmulatorOptions.defaults(),
                new Storages(
                    new LocalStorage(),
                    () -> CloudStorage.at(storage.url(), RetryLimits.DEFAULT))));
  }

  @AfterEach
  void stop() throws Exception {
    clients.close();
    storage.close();
  }

  @Test
  void readsEveryFormatAndTheIdsToDelete() throws Exception {
    for (DatapointFormat format : DatapointFormat.values()) {
      put("base/" + format.wireName() + format.suffix(), format, format.wireName());
    }
    put("delta/more.csv", DatapointFormat.CSV, "more");
    text("delta/delete/ids.txt", "avro\nunknown\n");

    Index index =
        Samples.create(clients, Samples.index("shop", metadata("base", Samples.BRUTE_FORCE)));
    IndexEndpoint endpoint = Samples.publicEndpoint(clients);
    Samples.deploy(clients, endpoint, index, "shop");
    assertThat(found(endpoint)).containsExactly("avro", "csv", "json");

    update(index, "delta");
    assertThat(found(endpoint)).containsExactly("csv", "json", "more");
  }

  @Test
  void holdsADirectoryToTheRules() throws Exception {
    put("nested/deeper/a.json", DatapointFormat.JSON, "a");
    put("named/a.jsonl", DatapointFormat.JSON, "a");
    put("both/a.json", DatapointFormat.JSON, "a");
    text("both/delete/ids.txt", "a");

    assertRefused("nested", "is in a sub-directory");
    assertRefused("named", "its name must end with");
    assertRefused("both", "both in data files and in delete files: [a]");
  }

  private void assertRefused(String directory, String message) {
    assertThatThrownBy(
            () ->
                Samples.create(
                    clients, Samples.index("bad", metadata(directory, Samples.BRUTE_FORCE))))
        .hasCauseInstanceOf(FailedPreconditionException.class)
        .hasMessageContaining(message);
  }

  private void put(String name, DatapointFormat format, String id) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DatapointWriter writer = format.writer(bytes, 0)) {
      writer.write(new Datapoint(id, new float[] {1, 0}, Attributes.NONE));
    }
    storage.put("shop", name, bytes.toByteArray());
  }

  private void text(String name, String text) {
    storage.put("shop", name, text.getBytes(StandardCharsets.UTF_8));
  }

  private void update(Index index, String directory) throws Exception {
    clients
        .indexes
        .updateIndexAsync(
            Index.newBuilder()
                .setName(index.getName())
                .setMetadata(
                    Samples.json("{\"contentsDeltaUri\": \"gs://shop/%s\"}".formatted(directory)))
                .build(),
            FieldMask.newBuilder().addPaths("metadata").build())
        .get();
  }

  private static String metadata(String directory, String config) {
    return "{\"contentsDeltaUri\": \"gs://shop/%s\", \"config\": {\"dimensions\": 2, %s}}"
        .formatted(directory, config);
  }

  private List<String> found(IndexEndpoint endpoint) {
    return Samples.ids(Samples.find(clients, endpoint, "shop", Samples.query(10, 1, 0)));
  }
}
