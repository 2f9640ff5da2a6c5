package dev.visualsimilarity.emulator.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.aiplatform.v1.DeployedIndex;
import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import com.google.cloud.aiplatform.v1.PSCAutomationConfig;
import com.google.cloud.aiplatform.v1.PrivateServiceConnectConfig;
import com.google.cloud.aiplatform.v1.PscAutomatedEndpoints;
import dev.visualsimilarity.matchservice.v1.MatchRequest;
import dev.visualsimilarity.matchservice.v1.MatchServiceGrpc;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A deployment that other networks connect to. */
class PrivateServiceConnectTest {

  @TempDir private Path directory;
  private Clients clients;

  @BeforeEach
  void start() throws Exception {
    clients = new Clients();
  }

  @AfterEach
  void stop() {
    clients.close();
  }

  @Test
  void privateServiceConnectTellsAMatchAddressForEveryNetworkThatItAutomates() throws Exception {
    Samples.batch(directory, "{\"id\": \"mug\", \"embedding\": [1, 0]}");
    Index index =
        Samples.create(
            clients, Samples.index("shop", Samples.metadata(directory, 2, Samples.BRUTE_FORCE)));
    IndexEndpoint connected =
        clients
            .endpoints
            .createIndexEndpointAsync(
                Clients.LOCATION,
                IndexEndpoint.newBuilder()
                    .setDisplayName("private")
                    .setPrivateServiceConnectConfig(
                        PrivateServiceConnectConfig.newBuilder()
                            .setEnablePrivateServiceConnect(true)
                            .addPscAutomationConfigs(
                                PSCAutomationConfig.newBuilder()
                                    .setProjectId("shop")
                                    .setNetwork("projects/shop/global/networks/n")))
                    .build())
            .get();
    DeployedIndex deployed = Samples.deploy(clients, connected, index, "connected");

    assertThat(deployed.getPrivateEndpoints().getPscAutomatedEndpointsList())
        .containsExactly(
            PscAutomatedEndpoints.newBuilder()
                .setProjectId("shop")
                .setNetwork("projects/shop/global/networks/n")
                .setMatchAddress(clients.server.privateAddress())
                .build());
    ManagedChannel channel =
        ManagedChannelBuilder.forTarget(clients.server.privateAddress()).usePlaintext().build();
    try {
      MatchRequest query =
          MatchRequest.newBuilder()
              .setDeployedIndexId("connected")
              .addFloatVal(1)
              .addFloatVal(0)
              .build();
      assertThat(MatchServiceGrpc.newBlockingStub(channel).match(query).getNeighborCount())
          .isEqualTo(1);
    } finally {
      channel.shutdownNow();
    }
  }
}
