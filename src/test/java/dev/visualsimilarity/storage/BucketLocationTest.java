package dev.visualsimilarity.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.testing.CloudStorageServer;
import dev.visualsimilarity.testing.Fault;
import dev.visualsimilarity.testing.Faults;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketLocationTest {

  private static final StorageUri DATA = StorageUri.parse("gs://shop/data");

  private CloudStorageServer server;
  private Storage storage;

  @BeforeEach
  void start() throws IOException {
    server = new CloudStorageServer();
    storage =
        new Storages(
            new LocalStorage(), () -> CloudStorage.at(server.url(), CloudStorageTest.LIMITS));
  }

  @AfterEach
  void stop() throws IOException {
    storage.close();
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // The bucket's location, its type, the regions of its pair | excluded | not excluded
        "EUROPE-WEST4|region||us-central1 europe-west1 europe-west|europe-west4",
        "US-CENTRAL1|region||us-central2 us|us-central1",
        "NAM4|dual-region||us-west1 europe-west4|us-central1 us-east1",
        "EUR4|dual-region||europe-west1 us-east1|europe-north1 europe-west4",
        "ASIA1|dual-region||asia-east1|asia-northeast1 asia-northeast2",
        "EU|dual-region|EUROPE-WEST1 EUROPE-WEST3|europe-west4 us-central1|europe-west1 europe-west3",
        "EU|dual-region||us-central1|europe-west4",
        "US|multi-region||europe-west4 asia-east1 southamerica-east1|us-central1 us-west4 northamerica-northeast1",
        "EU|multi-region||us-central1 asia-east1 me-west1|europe-west4 europe-north1",
        "ASIA|multi-region||us-central1 europe-west1 australia-southeast1|asia-east1 me-central1",
        "NEW9|dual-region||''|us-central1 europe-west4",
        "MARS|multi-region||''|us-central1 europe-west4",
        "US-CENTRAL1|zone|us-central1-a|''|us-central1 europe-west4",
      })
  void tellsWhichRegionsItExcludes(
      String name, String type, String pair, String excluded, String allowed) throws IOException {
    String[] regions = pair == null ? new String[0] : pair.split(" ");
    server.locate("shop", name, type, regions);
    BucketLocation location = storage.location(DATA).orElseThrow();
    assertThat(location.name()).isEqualTo(name);
    assertThat(location.dataLocations()).containsExactly(regions);
    if (!excluded.isEmpty()) {
      assertThat(excluded.split(" ")).allMatch(location::excludes);
    }
    assertThat(allowed.split(" ")).noneMatch(location::excludes);
  }

  @Test
  void isToldInWords() throws IOException {
    server.locate("shop", "EU", "dual-region", "EUROPE-WEST1", "EUROPE-WEST4");
    assertThat(storage.location(DATA))
        .get()
        .hasToString("dual-region EU (EUROPE-WEST1, EUROPE-WEST4)");
    server.locate("shop", "EUROPE-WEST4", "region");
    assertThat(storage.location(DATA)).get().hasToString("region EUROPE-WEST4");
  }

  @Test
  void aLocalFolderHasNone() throws IOException {
    assertThat(storage.location(StorageUri.parse("/tmp"))).isEmpty();
    assertThat(server.requests()).isZero();
  }

  @Test
  void aFaultOnTheWayIsTriedAgain() throws IOException {
    server.inject(Faults.next(Fault.status(503)));
    assertThat(storage.location(DATA)).get().hasToString("multi-region US");
  }

  @Test
  void aBucketThatIsMissingIsTold() {
    assertThatThrownBy(() -> storage.location(StorageUri.parse("gs://missing/data")))
        .isInstanceOf(NoSuchFileException.class)
        .extracting(IoMessages::of)
        .isEqualTo("no such file: gs://missing/data: there is no bucket missing");
  }

  @Test
  void whoMayNotListTheDirectoryIsTold() {
    server.refuse(403, "{\"error\": {\"code\": 403, \"message\": \"no storage.objects.list\"}}");
    assertThatThrownBy(() -> storage.location(DATA))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(
            "read gs://shop/data: no storage.objects.list; grant it roles/storage.objectViewer");
  }
}
