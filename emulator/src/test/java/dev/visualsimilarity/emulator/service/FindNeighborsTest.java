package dev.visualsimilarity.emulator.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.api.gax.rpc.InvalidArgumentException;
import com.google.api.gax.rpc.NotFoundException;
import com.google.api.gax.rpc.UnimplementedException;
import com.google.cloud.aiplatform.v1.FindNeighborsRequest;
import com.google.cloud.aiplatform.v1.FindNeighborsRequest.Query;
import com.google.cloud.aiplatform.v1.FindNeighborsResponse;
import com.google.cloud.aiplatform.v1.FindNeighborsResponse.Neighbor;
import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.IndexDatapoint;
import com.google.cloud.aiplatform.v1.IndexDatapoint.NumericRestriction;
import com.google.cloud.aiplatform.v1.IndexDatapoint.NumericRestriction.Operator;
import com.google.cloud.aiplatform.v1.IndexDatapoint.Restriction;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import com.google.cloud.aiplatform.v1.ReadIndexDatapointsRequest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindNeighborsTest {
  private static final String DATAPOINT =
      "{\"id\": \"%s\", \"embedding\": [%s], \"crowding_tag\": \"%s\", \"restricts\": [{\"namespace\": \"color\", \"allow\": [\"%s\"]}], \"numeric_restricts\": [{\"namespace\": \"price\", \"value_float\": %s}]}";

  @TempDir static Path directory;
  private static Clients clients;
  private static IndexEndpoint endpoint;

  @BeforeAll
  static void deploy() throws Exception {
    clients = new Clients();
    Samples.batch(
        directory,
        DATAPOINT.formatted("near", "4, 0", "nike", "red", "10"),
        DATAPOINT.formatted("middle", "2, 2", "nike", "blue", "20.5"),
        DATAPOINT.formatted("far", "1, 7", "puma", "red", "30"),
        DATAPOINT.formatted("twin_b", "1, 0", "puma", "red", "40"),
        DATAPOINT.formatted("twin_a", "1, 0", "puma", "blue", "50"));
    endpoint = Samples.publicEndpoint(clients);
    for (String measure : List.of("DOT_PRODUCT", "COSINE", "SQUARED_L2", "L1")) {
      String config =
          "\"distanceMeasureType\": \"%s_DISTANCE\", %s".formatted(measure, Samples.BRUTE_FORCE);
      deploy(measure, config);
    }
    deploy("UNIT", "\"featureNormType\": \"UNIT_L2_NORM\", " + Samples.BRUTE_FORCE);
  }

  private static void deploy(String id, String config) throws Exception {
    Index index =
        Samples.create(clients, Samples.index(id, Samples.metadata(directory, 2, config)));
    Samples.deploy(clients, endpoint, index, id);
  }

  @AfterAll
  static void stop() {
    clients.close();
  }

  /** So asks Google's Python client, given ids of embeddings. */
  @Test
  void theIdOfADatapointStandsForItsVector() {
    Query far = byId("far");

    assertThat(Samples.ids(Samples.find(clients, endpoint, "DOT_PRODUCT", far)))
        .containsExactly("far", "middle", "near");
    assertThatThrownBy(() -> Samples.find(clients, endpoint, "DOT_PRODUCT", byId("nobody")))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("nobody");
  }

  private static Query byId(String id) {
    return Query.newBuilder()
        .setNeighborCount(3)
        .setDatapoint(IndexDatapoint.newBuilder().setDatapointId(id))
        .build();
  }

  @ParameterizedTest
  @CsvSource({
    "DOT_PRODUCT, near middle far, 8 4 2",
    "UNIT, near twin_a twin_b, 1 1 1",
    "COSINE, near twin_a twin_b, 0 0 0",
    "SQUARED_L2, twin_a twin_b middle, 1 1 4",
    "L1, twin_a twin_b middle, 1 1 2"
  })
  void ordersByTheMeasureAndEqualOnesById(String id, String ids, String distances) {
    List<Neighbor> neighbors = Samples.find(clients, endpoint, id, Samples.query(3, 2, 0));

    assertThat(Samples.ids(neighbors)).containsExactly(ids.split(" ", -1));
    assertThat(neighbors)
        .extracting(neighbor -> "%.0f".formatted(neighbor.getDistance()))
        .containsExactly(distances.split(" ", -1));
  }

  @Test
  void normalisesTheQueryAsItDoesTheDatapoints() {
    assertThat(Samples.find(clients, endpoint, "UNIT", Samples.query(5, 0.001f, 0.007f)))
        .first()
        .satisfies(
            neighbor -> {
              assertThat(neighbor.getDatapoint().getDatapointId()).isEqualTo("far");
              assertThat(neighbor.getDistance()).isCloseTo(1, within(1e-6));
            });
  }

  @Test
  void answersSeveralQueriesInTheirOrderUnderTheirIds() {
    Query first = withId(Samples.query(1, 1, 0), "first");
    Query second = withId(Samples.query(2, 0, 1), "second");
    FindNeighborsResponse response =
        clients.match.findNeighbors(
            request("DOT_PRODUCT").toBuilder().addQueries(first).addQueries(second).build());

    assertThat(response.getNearestNeighborsList())
        .extracting(FindNeighborsResponse.NearestNeighbors::getId)
        .containsExactly("first", "second");
    assertThat(Samples.ids(response.getNearestNeighbors(1).getNeighborsList()))
        .containsExactly("far", "middle");
  }

  @Test
  void givesTenNeighborsWhereNoCountIsGiven() {
    assertThat(Samples.find(clients, endpoint, "DOT_PRODUCT", Samples.query(0, 1, 0))).hasSize(5);
  }

  @Test
  void filtersByTokensAndNumbers() {
    Query.Builder query = Samples.query(5, 1, 0).toBuilder();
    query
        .getDatapointBuilder()
        .addRestricts(Restriction.newBuilder().setNamespace("color").addAllowList("red"))
        .addNumericRestricts(
            NumericRestriction.newBuilder()
                .setNamespace("price")
                .setValueFloat(30)
                .setOp(Operator.LESS_EQUAL));

    assertThat(Samples.ids(Samples.find(clients, endpoint, "DOT_PRODUCT", query.build())))
        .containsExactly("near", "far");
  }

  @Test
  void limitsTheResultsOfACrowdingTag() {
    Query query =
        Samples.query(3, 1, 0).toBuilder().setPerCrowdingAttributeNeighborCount(1).build();
    List<Neighbor> neighbors = Samples.find(clients, endpoint, "DOT_PRODUCT", query);

    assertThat(Samples.ids(neighbors)).containsExactly("near", "far");
    assertThat(neighbors.get(0).getDatapoint().getCrowdingTag().getCrowdingAttribute())
        .isEqualTo("nike");
  }

  @Test
  void returnsFullDatapointsOnlyWhenAsked() {
    FindNeighborsRequest brief =
        request("UNIT").toBuilder().addQueries(Samples.query(1, 1, 0)).build();
    IndexDatapoint full =
        clients
            .match
            .findNeighbors(brief.toBuilder().setReturnFullDatapoint(true).build())
            .getNearestNeighbors(0)
            .getNeighbors(0)
            .getDatapoint();

    assertThat(full.getFeatureVectorList()).containsExactly(4f, 0f);
    assertThat(full.getRestricts(0).getAllowListList()).containsExactly("red");
    assertThat(full.getNumericRestricts(0).getValueFloat()).isEqualTo(10);
    IndexDatapoint idOnly =
        clients.match.findNeighbors(brief).getNearestNeighbors(0).getNeighbors(0).getDatapoint();
    assertThat(idOnly.getFeatureVectorList()).isEmpty();
    assertThat(idOnly.getRestrictsList()).isEmpty();
  }

  @Test
  void readsDatapointsById() {
    ReadIndexDatapointsRequest.Builder request =
        ReadIndexDatapointsRequest.newBuilder()
            .setIndexEndpoint(endpoint.getName())
            .setDeployedIndexId("L1");

    assertThat(
            clients
                .match
                .readIndexDatapoints(request.clone().addIds("far").addIds("near").build())
                .getDatapointsList())
        .extracting(IndexDatapoint::getDatapointId)
        .containsExactly("far", "near");
    assertThatThrownBy(
            () -> clients.match.readIndexDatapoints(request.clone().addIds("gone").build()))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("gone");
  }

  @Test
  void refusesWhatItCannotAnswer() {
    refuses(Samples.query(1, 1, 2, 3), InvalidArgumentException.class, "3 dimensions", "has 2");
    refuses(Samples.query(1, Float.NaN, 0), InvalidArgumentException.class, "NaN");
    refuses(Samples.query(-1, 1, 0), InvalidArgumentException.class, "neighbor_count");
    refuses(Samples.query(10_001, 1, 0), InvalidArgumentException.class, "at most 10000");
    refuses(
        Samples.query(1, 1, 0).toBuilder().setFractionLeafNodesToSearchOverride(2).build(),
        InvalidArgumentException.class,
        "between 0 and 1");
    refuses(
        Samples.query(1, 1, 0).toBuilder().setRrf(Query.RRF.newBuilder().setAlpha(1)).build(),
        UnimplementedException.class,
        "hybrid");
    refuses(
        numeric(NumericRestriction.newBuilder().setNamespace("price").setValueFloat(1)),
        InvalidArgumentException.class,
        "op is required");
    refuses(
        numeric(
            NumericRestriction.newBuilder()
                .setNamespace("price")
                .setValueInt(1)
                .setOp(Operator.EQUAL)),
        InvalidArgumentException.class,
        "Float",
        "Long");
  }

  @Test
  void anUnknownEndpointOrDeployedIndexIsNotFound() {
    FindNeighborsRequest known =
        request("DOT_PRODUCT").toBuilder().addQueries(Samples.query(1, 1, 0)).build();

    assertThatThrownBy(
            () -> clients.match.findNeighbors(known.toBuilder().setDeployedIndexId("gone").build()))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("deployed index gone");
    assertThatThrownBy(
            () ->
                clients.match.findNeighbors(
                    known.toBuilder()
                        .setIndexEndpoint(Clients.LOCATION + "/indexEndpoints/1")
                        .build()))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("index endpoint");
  }

  private static void refuses(Query query, Class<? extends Exception> type, String... parts) {
    assertThatThrownBy(() -> Samples.find(clients, endpoint, "DOT_PRODUCT", query))
        .isInstanceOf(type)
        .hasMessageContainingAll(parts);
  }

  private static Query numeric(NumericRestriction.Builder restriction) {
    Query.Builder query = Samples.query(1, 1, 0).toBuilder();
    query.getDatapointBuilder().addNumericRestricts(restriction);
    return query.build();
  }

  private static Query withId(Query query, String id) {
    return query.toBuilder()
        .setDatapoint(query.getDatapoint().toBuilder().setDatapointId(id))
        .build();
  }

  private static FindNeighborsRequest request(String deployedIndexId) {
    return FindNeighborsRequest.newBuilder()
        .setIndexEndpoint(endpoint.getName())
        .setDeployedIndexId(deployedIndexId)
        .build();
  }
}
