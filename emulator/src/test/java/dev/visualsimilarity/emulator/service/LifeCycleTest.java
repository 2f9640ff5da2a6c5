package dev.visualsimilarity.emulator.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.aiplatform.v1.DeployedIndex;
import com.google.cloud.aiplatform.v1.FindNeighborsResponse.Neighbor;
import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import com.google.protobuf.util.Timestamps;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifeCycleTest {
  @TempDir Path directory;

  @Test
  void createsDeploysQueriesAndTearsDownThroughGooglesClients() throws Exception {
    Samples.batch(
        directory,
        "{\"id\": \"a\", \"embedding\": [1, 0]}",
        "{\"id\": \"b\", \"embedding\": [0, 2]}",
        "{\"id\": \"c\", \"embedding\": [3, 3]}");
    try (Clients clients = new Clients()) {
      Index index =
          Samples.create(
              clients,
              Samples.index("catalog", Samples.metadata(directory, 2, Samples.BRUTE_FORCE)));
      assertThat(index.getName()).startsWith(Clients.LOCATION + "/indexes/");
      assertThat(index.getIndexStats().getVectorsCount()).isEqualTo(3);

      IndexEndpoint endpoint = Samples.publicEndpoint(clients);
      assertThat(endpoint.getPublicEndpointDomainName())
          .isEqualTo("127.0.0.1:" + clients.server.port());

      DeployedIndex deployed = Samples.deploy(clients, endpoint, index, "catalog_1");
      assertThat(Timestamps.compare(deployed.getIndexSyncTime(), index.getUpdateTime()))
          .isNotNegative();
      assertThat(clients.indexes.getIndex(index.getName()).getDeployedIndexesList())
          .singleElement()
          .satisfies(
              reference -> {
                assertThat(reference.getIndexEndpoint()).isEqualTo(endpoint.getName());
                assertThat(reference.getDeployedIndexId()).isEqualTo("catalog_1");
              });

      List<Neighbor> neighbors =
          Samples.find(clients, endpoint, "catalog_1", Samples.query(2, 1, 0.5f));
      assertThat(Samples.ids(neighbors)).containsExactly("c", "a");
      assertThat(neighbors).extracting(Neighbor::getDistance).containsExactly(4.5, 1.0);

      clients.endpoints.undeployIndexAsync(endpoint.getName(), "catalog_1").get();
      assertThat(clients.indexes.getIndex(index.getName()).getDeployedIndexesList()).isEmpty();
      clients.endpoints.deleteIndexEndpointAsync(endpoint.getName()).get();
      clients.indexes.deleteIndexAsync(index.getName()).get();
      assertThat(clients.indexes.listIndexes(Clients.LOCATION).iterateAll()).isEmpty();
      assertThat(clients.endpoints.listIndexEndpoints(Clients.LOCATION).iterateAll()).isEmpty();
    }
  }
}
