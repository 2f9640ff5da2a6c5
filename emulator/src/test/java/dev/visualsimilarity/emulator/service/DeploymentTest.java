package dev.visualsimilarity.emulator.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.gax.rpc.AlreadyExistsException;
import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.FailedPreconditionException;
import com.google.api.gax.rpc.InvalidArgumentException;
import com.google.api.gax.rpc.NotFoundException;
import com.google.cloud.aiplatform.v1.AutomaticResources;
import com.google.cloud.aiplatform.v1.DedicatedResources;
import com.google.cloud.aiplatform.v1.DeployIndexRequest;
import com.google.cloud.aiplatform.v1.DeployedIndex;
import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import com.google.cloud.aiplatform.v1.MachineSpec;
import com.google.cloud.aiplatform.v1.PrivateServiceConnectConfig;
import com.google.protobuf.FieldMask;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeploymentTest {
  @TempDir Path directory;
  private Clients clients;
  private Index index;
  private IndexEndpoint endpoint;

  @BeforeEach
  void start() throws Exception {
    clients = new Clients();
    Samples.batch(directory, "{\"id\": \"a\", \"embedding\": [1, 0]}");
    index =
        Samples.create(
            clients, Samples.index("one", Samples.metadata(directory, 2, Samples.BRUTE_FORCE)));
    endpoint = Samples.publicEndpoint(clients);
  }

  @AfterEach
  void stop() {
    clients.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"my-index", "1st", "", "_x", "ünder"})
  void refusesADeployedIndexIdThatIsNotValid(String id) {
    assertThatThrownBy(() -> call(Samples.deployRequest(endpoint, index, id)))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("deployed index id '" + id + "' is not valid");
  }

  @Test
  void refusesAnIdThatAnotherEndpointOfTheProjectHas() throws Exception {
    Samples.deploy(clients, endpoint, index, "taken");
    IndexEndpoint other = Samples.publicEndpoint(clients);

    assertThatThrownBy(() -> call(Samples.deployRequest(other, index, "taken")))
        .isInstanceOf(AlreadyExistsException.class)
        .hasMessageContainingAll("taken", endpoint.getName());
  }

  @Test
  void refusesAnEmptyIndex() throws Exception {
    Index empty =
        Samples.create(
            clients,
            Samples.index(
                "empty", "{\"config\": {\"dimensions\": 2, %s}}".formatted(Samples.BRUTE_FORCE)));

    assertThatThrownBy(() -> call(Samples.deployRequest(endpoint, empty, "empty")))
        .isInstanceOf(FailedPreconditionException.class)
        .hasMessageContaining("is empty");
  }

  @Test
  void refusesTheTwentyFirstIndexOfAnEndpoint() throws Exception {
    for (int i = 0; i < 20; i++) {
      Samples.deploy(clients, endpoint, index, "copy_" + i);
    }

    assertThatThrownBy(() -> call(Samples.deployRequest(endpoint, index, "copy_20")))
        .isInstanceOf(FailedPreconditionException.class)
        .hasMessageContaining("has 20 deployed indexes");
  }

  @Test
  void refusesAnUnknownIndexOrEndpoint() {
    Index unknown = index.toBuilder().setName(Clients.LOCATION + "/indexes/7").build();
    IndexEndpoint nowhere =
        endpoint.toBuilder().setName(Clients.LOCATION + "/indexEndpoints/7").build();

    assertThatThrownBy(() -> call(Samples.deployRequest(endpoint, unknown, "a")))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> call(Samples.deployRequest(nowhere, index, "a")))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void refusesToDeleteWhatIsInUse() throws Exception {
    Samples.deploy(clients, endpoint, index, "in_use");

    assertThatThrownBy(() -> clients.indexes.deleteIndexAsync(index.getName()).get())
        .hasCauseInstanceOf(FailedPreconditionException.class)
        .hasMessageContaining("in_use on " + endpoint.getName());
    assertThatThrownBy(() -> clients.endpoints.deleteIndexEndpointAsync(endpoint.getName()).get())
        .hasCauseInstanceOf(FailedPreconditionException.class)
        .hasMessageContaining("in_use");
  }

  @ParameterizedTest
  @CsvSource({
    "SHARD_SIZE_SMALL, e2-standard-2, true",
    "SHARD_SIZE_MEDIUM, e2-standard-2, false",
    "SHARD_SIZE_MEDIUM, e2-standard-16, true",
    "SHARD_SIZE_LARGE, e2-standard-16, false",
    "SHARD_SIZE_LARGE, e2-highmem-16, true",
    "SHARD_SIZE_SMALL, e3-standard-2, false"
  })
  void holdsTheMachineTypeAgainstTheShardSize(String shardSize, String machineType, boolean fits)
      throws Exception {
    String config = "\"shardSize\": \"%s\", %s".formatted(shardSize, Samples.BRUTE_FORCE);
    Index sized =
        Samples.create(clients, Samples.index("sized", Samples.metadata(directory, 2, config)));
    DeployIndexRequest request = withMachine(sized, machineType, 1);

    if (fits) {
      DeployedIndex deployed = clients.endpoints.deployIndexAsync(request).get().getDeployedIndex();
      assertThat(deployed.getDedicatedResources().getMaxReplicaCount()).isEqualTo(1);
    } else {
      assertThatThrownBy(() -> call(request))
          .isInstanceOf(InvalidArgumentException.class)
          .hasMessageContainingAll(machineType, shardSize);
    }
  }

  @Test
  void fillsInTwoReplicasWhereNoResourcesAreGiven() throws Exception {
    DeployedIndex deployed = Samples.deploy(clients, endpoint, index, "replicas");

    assertThat(deployed.getAutomaticResources().getMinReplicaCount()).isEqualTo(2);
    assertThat(deployed.getAutomaticResources().getMaxReplicaCount()).isEqualTo(2);
    assertThat(deployed.getDisplayName()).isEqualTo("one");
  }

  @Test
  void mutatesReplicasAndNothingElse() throws Exception {
    Samples.deploy(clients, endpoint, index, "mutable");
    DeployedIndex wider =
        DeployedIndex.newBuilder()
            .setId("mutable")
            .setAutomaticResources(
                AutomaticResources.newBuilder().setMinReplicaCount(3).setMaxReplicaCount(5))
            .build();

    DeployedIndex mutated =
        clients
            .endpoints
            .mutateDeployedIndexAsync(endpoint.getName(), wider)
            .get()
            .getDeployedIndex();
    assertThat(mutated.getAutomaticResources().getMaxReplicaCount()).isEqualTo(5);
    assertThat(mutated.getIndex()).isEqualTo(index.getName());
    assertThat(clients.endpoints.getIndexEndpoint(endpoint.getName()).getDeployedIndexes(0))
        .isEqualTo(mutated);
    DeployedIndex machine = withMachine(index, "e2-standard-16", 1).getDeployedIndex();
    assertThatThrownBy(
            () ->
                clients
                    .endpoints
                    .mutateDeployedIndexAsync(
                        endpoint.getName(), machine.toBuilder().setId("mutable").build())
                    .get())
        .hasCauseInstanceOf(InvalidArgumentException.class);
  }

  @Test
  void undeployingWhatIsNotDeployedIsNotFound() {
    assertThatThrownBy(
            () -> clients.endpoints.undeployIndexAsync(endpoint.getName(), "never").get())
        .hasCauseInstanceOf(NotFoundException.class);
  }

  @Test
  void takesOneKindOfEndpointAndTheProjectsNumber() {
    IndexEndpoint.Builder named = IndexEndpoint.newBuilder().setDisplayName("e");
    String network = "projects/12345/global/networks/shop";

    assertThatThrownBy(
            () -> create(named.clone().setNetwork(network).setPublicEndpointEnabled(true).build()))
        .hasCauseInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("only one of");
    assertThatThrownBy(
            () -> create(named.clone().setNetwork("projects/shop/global/networks/n").build()))
        .hasCauseInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("project's number");
  }

  @Test
  void aPrivateEndpointTellsItsMatchAddressAndHasNoPublicOne() throws Exception {
    IndexEndpoint.Builder named = IndexEndpoint.newBuilder().setDisplayName("e");
    IndexEndpoint peered =
        create(named.clone().setNetwork("projects/12345/global/networks/shop").build());
    IndexEndpoint connected =
        create(
            named
                .clone()
                .setPrivateServiceConnectConfig(
                    PrivateServiceConnectConfig.newBuilder()
                        .setEnablePrivateServiceConnect(true)
                        .addProjectAllowlist("shop"))
                .build());

    assertThat(peered.getPublicEndpointDomainName()).isEmpty();
    assertThat(
            Samples.deploy(clients, peered, index, "peered")
                .getPrivateEndpoints()
                .getMatchGrpcAddress())
        .isEqualTo(clients.server.privateAddress());
    assertThat(
            Samples.deploy(clients, connected, index, "connected")
                .getPrivateEndpoints()
                .getServiceAttachment())
        .startsWith("projects/shop/regions/us-central1/serviceAttachments/");
  }

  @Test
  void updatesTheDescriptionOfAnEndpoint() {
    IndexEndpoint renamed =
        clients.endpoints.updateIndexEndpoint(
            endpoint.toBuilder().setDisplayName("new").setDescription("kept").build(),
            FieldMask.newBuilder().addPaths("display_name").build());

    assertThat(renamed.getDisplayName()).isEqualTo("new");
    assertThat(renamed.getDescription()).isEmpty();
    assertThatThrownBy(
            () ->
                clients.endpoints.updateIndexEndpoint(
                    endpoint, FieldMask.newBuilder().addPaths("description").build()))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("etag");
  }

  private IndexEndpoint create(IndexEndpoint requested) throws Exception {
    return clients.endpoints.createIndexEndpointAsync(Clients.LOCATION, requested).get();
  }

  private DeployIndexRequest withMachine(Index deployed, String machineType, int replicas) {
    DeployIndexRequest.Builder request =
        Samples.deployRequest(endpoint, deployed, "machine").toBuilder();
    request
        .getDeployedIndexBuilder()
        .setDedicatedResources(
            DedicatedResources.newBuilder()
                .setMachineSpec(MachineSpec.newBuilder().setMachineType(machineType))
                .setMinReplicaCount(replicas));
    return request.build();
  }

  private void call(DeployIndexRequest request) {
    clients.endpoints.deployIndexCallable().call(request);
  }
}
