package dev.visualsimilarity.emulator.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.gax.rpc.UnimplementedException;
import com.google.cloud.aiplatform.v1.FindNeighborsResponse;
import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import com.google.rpc.Code;
import dev.visualsimilarity.matchservice.v1.BatchGetEmbeddingsRequest;
import dev.visualsimilarity.matchservice.v1.BatchMatchRequest;
import dev.visualsimilarity.matchservice.v1.BatchMatchRequest.BatchMatchRequestPerIndex;
import dev.visualsimilarity.matchservice.v1.BatchMatchResponse;
import dev.visualsimilarity.matchservice.v1.Embedding;
import dev.visualsimilarity.matchservice.v1.MatchRequest;
import dev.visualsimilarity.matchservice.v1.MatchResponse;
import dev.visualsimilarity.matchservice.v1.MatchServiceGrpc;
import dev.visualsimilarity.matchservice.v1.MatchServiceGrpc.MatchServiceBlockingStub;
import dev.visualsimilarity.matchservice.v1.Namespace;
import dev.visualsimilarity.matchservice.v1.NumericNamespace;
import dev.visualsimilarity.matchservice.v1.NumericNamespace.Operator;
import dev.visualsimilarity.matchservice.v1.SparseEmbedding;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A deployment in a network, asked at the address that it tells. */
class PrivateEndpointTest {
  @TempDir static Path directory;
  private static Clients clients;
  private static Index index;
  private static IndexEndpoint endpoint;
  private static ManagedChannel channel;
  private static MatchServiceBlockingStub match;

  @BeforeAll
  static void deploy() throws Exception {
    clients = new Clients();
    Samples.batch(
        directory,
        "{\"id\": \"mug\", \"embedding\": [1, 0], \"crowding_tag\": \"7\", \"restricts\": [{\"namespace\": \"color\", \"allow\": [\"red\"]}], \"numeric_restricts\": [{\"namespace\": \"price\", \"value_int\": 5}]}",
        "{\"id\": \"cup\", \"embedding\": [2, 0], \"crowding_tag\": \"7\", \"restricts\": [{\"namespace\": \"color\", \"allow\": [\"blue\"]}], \"numeric_restricts\": [{\"namespace\": \"price\", \"value_int\": 9}]}",
        "{\"id\": \"jug\", \"embedding\": [0, 3], \"crowding_tag\": \"jugs\"}");
    index =
        Samples.create(
            clients, Samples.index("shop", Samples.metadata(directory, 2, Samples.BRUTE_FORCE)));
    endpoint =
        clients
            .endpoints
            .createIndexEndpointAsync(
                Clients.LOCATION,
                IndexEndpoint.newBuilder()
                    .setDisplayName("private")
                    .setNetwork("projects/12345/global/networks/shop")
                    .build())
            .get();
    String address =
        Samples.deploy(clients, endpoint, index, "shop")
            .getPrivateEndpoints()
            .getMatchGrpcAddress();
    channel = ManagedChannelBuilder.forTarget(address).usePlaintext().build();
    match = MatchServiceGrpc.newBlockingStub(channel);
  }

  @AfterAll
  static void stop() {
    channel.shutdownNow();
    clients.close();
  }

  @Test
  void findsTheNearestWithTheirDistancesAndCrowdingAttributes() {
    List<MatchResponse.Neighbor> neighbors = match(request -> {}).getNeighborList();

    assertThat(neighbors)
        .extracting(MatchResponse.Neighbor::getId)
        .containsExactly("cup", "mug", "jug");
    assertThat(neighbors)
        .extracting(MatchResponse.Neighbor::getDistance)
        .containsExactly(2.0, 1.0, 0.0);
    assertThat(neighbors.get(0).getCrowdingAttribute()).isEqualTo(7);
    assertThat(neighbors.get(2).getCrowdingAttribute()).isNotIn(0L, 7L);
  }

  @Test
  void filtersAndLimitsLikeFindNeighbors() {
    assertThat(ids(request -> request.setNumNeighbors(1))).containsExactly("cup");
    assertThat(ids(request -> request.setPerCrowdingAttributeNumNeighbors(1)))
        .containsExactly("cup", "jug");
    assertThat(
            ids(
                request ->
                    request.addRestricts(
                        Namespace.newBuilder().setName("color").addAllowTokens("red"))))
        .containsExactly("mug");
    assertThat(
            ids(
                request ->
                    request.addRestricts(
                        Namespace.newBuilder().setName("color").addDenyTokens("red"))))
        .containsExactly("cup", "jug");
    assertThat(ids(request -> request.addNumericRestricts(price(Operator.GREATER, 5))))
        .containsExactly("cup");
    assertThat(ids(request -> request.addNumericRestricts(price(Operator.LESS_EQUAL, 5))))
        .containsExactly("mug");
  }

  @Test
  void asksWithADatapointOfTheIndexAndReturnsDatapoints() {
    MatchResponse response =
        match(
            request ->
                request
                    .clearFloatVal()
                    .setEmbeddingId("jug")
                    .setNumNeighbors(1)
                    .setEmbeddingEnabled(true));

    assertThat(response.getNeighbor(0).getId()).isEqualTo("jug");
    assertThat(response.getEmbeddings(0).getFloatValList()).containsExactly(0f, 3f);
  }

  @Test
  void answersABatchForEachIndexAndSaysWhyNot() {
    BatchMatchResponse response =
        match.batchMatch(
            BatchMatchRequest.newBuilder()
                .addRequests(
                    BatchMatchRequestPerIndex.newBuilder()
                        .setDeployedIndexId("shop")
                        .addRequests(query())
                        .addRequests(query().setNumNeighbors(2)))
                .addRequests(
                    BatchMatchRequestPerIndex.newBuilder()
                        .setDeployedIndexId("nowhere")
                        .addRequests(query().setDeployedIndexId("nowhere")))
                .build());

    assertThat(response.getResponses(0).getResponsesList())
        .extracting(MatchResponse::getNeighborCount)
        .containsExactly(3, 2);
    assertThat(response.getResponses(1).getDeployedIndexId()).isEqualTo("nowhere");
    assertThat(response.getResponses(1).getStatus().getCode()).isEqualTo(Code.NOT_FOUND_VALUE);
  }

  /** Each of the two would be answered alone. */
  @Test
  void limitsTheAnswersOfABatchTogether() throws Exception {
    Path batch =
        Samples.batch(
            directory.resolve("many"),
            IntStream.range(0, 5000)
                .mapToObj(i -> "{\"id\": \"%d\", \"embedding\": [%d, 0]}".formatted(i, i))
                .toArray(String[]::new));
    Index many =
        Samples.create(
            clients, Samples.index("many", Samples.metadata(batch, 2, Samples.BRUTE_FORCE)));
    Samples.deploy(clients, endpoint, many, "many");
    MatchRequest all = query().setDeployedIndexId("many").setNumNeighbors(5000).build();
    BatchMatchRequestPerIndex half =
        BatchMatchRequestPerIndex.newBuilder()
            .setDeployedIndexId("many")
            .addAllRequests(Collections.nCopies(120, all))
            .build();

    BatchMatchResponse response =
        match
            .withMaxInboundMessageSize(Integer.MAX_VALUE)
            .batchMatch(BatchMatchRequest.newBuilder().addRequests(half).addRequests(half).build());

    assertThat(response.getResponses(0).getResponsesCount()).isEqualTo(120);
    assertThat(response.getResponses(1).getStatus().getCode())
        .isEqualTo(Code.INVALID_ARGUMENT_VALUE);
  }

  /** The reasons why each of them has no answer would fill the memory. */
  @Test
  void refusesABatchOfVeryManyEmptyEntries() {
    BatchMatchRequest indexes =
        BatchMatchRequest.newBuilder()
            .addAllRequests(
                Collections.nCopies(600_000, BatchMatchRequestPerIndex.getDefaultInstance()))
            .build();
    refuses(Status.Code.INVALID_ARGUMENT, () -> match.batchMatch(indexes));
    BatchMatchRequest queries =
        BatchMatchRequest.newBuilder()
            .addRequests(
                BatchMatchRequestPerIndex.newBuilder()
                    .setDeployedIndexId("shop")
                    .addAllRequests(
                        Collections.nCopies(600_000, MatchRequest.getDefaultInstance())))
            .build();
    BatchMatchResponse response = match.batchMatch(queries);
    assertThat(response.getResponses(0).getStatus().getCode())
        .isEqualTo(Code.INVALID_ARGUMENT_VALUE);
    assertThat(response.getResponses(0).getStatus().getMessage()).contains("256 MiB at most");
  }

  @Test
  void readsDatapointsById() {
    List<Embedding> embeddings =
        match
            .batchGetEmbeddings(
                BatchGetEmbeddingsRequest.newBuilder()
                    .setDeployedIndexId("shop")
                    .addId("jug")
                    .addId("mug")
                    .build())
            .getEmbeddingsList();

    assertThat(embeddings).extracting(Embedding::getId).containsExactly("jug", "mug");
    assertThat(embeddings.get(1).getRestricts(0).getAllowTokensList()).containsExactly("red");
    assertThat(embeddings.get(1).getNumericRestricts(0).getValueInt()).isEqualTo(5);
  }

  @Test
  void refusesWhatItDoesNotTake() {
    refuses(Status.Code.NOT_FOUND, () -> match(request -> request.setDeployedIndexId("nowhere")));
    refuses(
        Status.Code.NOT_FOUND, () -> match(request -> request.clearFloatVal().setEmbeddingId("x")));
    refuses(Status.Code.INVALID_ARGUMENT, () -> match(request -> request.setEmbeddingId("mug")));
    refuses(Status.Code.INVALID_ARGUMENT, () -> match(request -> request.addFloatVal(1)));
    refuses(
        Status.Code.INVALID_ARGUMENT,
        () -> match(request -> request.setLeafNodesToSearchPercentOverride(101)));
    refuses(
        Status.Code.INVALID_ARGUMENT,
        () ->
            match(
                request ->
                    request
                        .setLeafNodesToSearchPercentOverride(10)
                        .setFractionLeafNodesToSearchOverride(0.1)));
    refuses(
        Status.Code.INVALID_ARGUMENT,
        () ->
            match(request -> request.addNumericRestricts(price(Operator.OPERATOR_UNSPECIFIED, 1))));
    refuses(
        Status.Code.UNIMPLEMENTED,
        () -> match(request -> request.setSparseEmbedding(SparseEmbedding.getDefaultInstance())));
  }

  @Test
  void publicQueriesOfPrivateEndpointsAndTheReverseAreRefused() throws Exception {
    assertThatThrownBy(() -> Samples.find(clients, endpoint, "shop", Samples.query(1, 1, 0)))
        .isInstanceOf(UnimplementedException.class)
        .hasMessageContaining("container.v1.MatchService");
    IndexEndpoint open = Samples.publicEndpoint(clients);
    Samples.deploy(clients, open, index, "open");

    assertThat(Samples.find(clients, open, "open", Samples.query(1, 1, 0)))
        .extracting(FindNeighborsResponse.Neighbor::getDistance)
        .containsExactly(2.0);
    refuses(Status.Code.NOT_FOUND, () -> match(request -> request.setDeployedIndexId("open")));
  }

  private static MatchRequest.Builder query() {
    return MatchRequest.newBuilder().setDeployedIndexId("shop").addFloatVal(1).addFloatVal(0);
  }

  private static MatchResponse match(Consumer<MatchRequest.Builder> change) {
    MatchRequest.Builder request = query();
    change.accept(request);
    return match.match(request.build());
  }

  private static List<String> ids(Consumer<MatchRequest.Builder> change) {
    return match(change).getNeighborList().stream().map(MatchResponse.Neighbor::getId).toList();
  }

  private static NumericNamespace price(Operator operator, long value) {
    return NumericNamespace.newBuilder()
        .setName("price")
        .setOp(operator)
        .setValueInt(value)
        .build();
  }

  private static void refuses(Status.Code code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            StatusRuntimeException.class, e -> assertThat(e.getStatus().getCode()).isEqualTo(code));
  }
}
