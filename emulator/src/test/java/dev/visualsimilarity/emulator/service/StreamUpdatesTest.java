package dev.visualsimilarity.emulator.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.gax.rpc.FailedPreconditionException;
import com.google.api.gax.rpc.InvalidArgumentException;
import com.google.api.gax.rpc.NotFoundException;
import com.google.cloud.aiplatform.v1.FindNeighborsRequest.Query;
import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.Index.IndexUpdateMethod;
import com.google.cloud.aiplatform.v1.IndexDatapoint;
import com.google.cloud.aiplatform.v1.IndexDatapoint.CrowdingTag;
import com.google.cloud.aiplatform.v1.IndexDatapoint.NumericRestriction;
import com.google.cloud.aiplatform.v1.IndexDatapoint.Restriction;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import com.google.cloud.aiplatform.v1.ReadIndexDatapointsRequest;
import com.google.cloud.aiplatform.v1.RemoveDatapointsRequest;
import com.google.cloud.aiplatform.v1.UpsertDatapointsRequest;
import com.google.common.primitives.Floats;
import com.google.protobuf.FieldMask;
import com.google.protobuf.util.Timestamps;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamUpdatesTest {
  @TempDir Path directory;
  private Clients clients;
  private Index index;
  private IndexEndpoint endpoint;

  @BeforeEach
  void deploy() throws Exception {
    clients = new Clients();
    Samples.batch(
        directory,
        "{\"id\": \"a\", \"embedding\": [1, 0], \"crowding_tag\": \"x\"}",
        "{\"id\": \"b\", \"embedding\": [2, 0]}");
    index = create(IndexUpdateMethod.STREAM_UPDATE);
    endpoint = Samples.publicEndpoint(clients);
    Samples.deploy(clients, endpoint, index, "shop");
  }

  @AfterEach
  void stop() {
    clients.close();
  }

  @Test
  void upsertsAndRemovesAreSeenByTheNextQuery() {
    upsert(datapoint("c", 9, 0), datapoint("a", 5, 0));
    assertThat(found()).containsExactly("c", "a", "b");

    remove("b", "unknown");
    assertThat(found()).containsExactly("c", "a");

    upsert(datapoint("b", 7, 0));
    assertThat(found()).containsExactly("c", "b", "a");
    assertThat(read("a").getFeatureVectorList()).containsExactly(5f, 0f);
    assertThatThrownBy(() -> read("unknown")).isInstanceOf(NotFoundException.class);
  }

  @Test
  void theIndexTellsThatItChangedAndItsDeploymentThatItFollowed() {
    upsert(datapoint("c", 9, 0));

    Index now = clients.indexes.getIndex(index.getName());
    assertThat(now.getIndexStats().getVectorsCount()).isEqualTo(3);
    assertThat(Timestamps.compare(now.getUpdateTime(), index.getUpdateTime())).isPositive();
    assertThat(clients.endpoints.getIndexEndpoint(endpoint.getName()).getDeployedIndexes(0))
        .satisfies(
            deployed ->
                assertThat(Timestamps.compare(deployed.getIndexSyncTime(), now.getUpdateTime()))
                    .isNotNegative());
  }

  @Test
  void aMaskOfAllRestrictsChangesNothingElse() {
    IndexDatapoint restricts =
        IndexDatapoint.newBuilder()
            .setDatapointId("a")
            .addFeatureVector(100)
            .setCrowdingTag(CrowdingTag.newBuilder().setCrowdingAttribute("y"))
            .addRestricts(Restriction.newBuilder().setNamespace("color").addAllowList("red"))
            .addNumericRestricts(
                NumericRestriction.newBuilder().setNamespace("price").setValueInt(3))
            .build();
    clients.indexes.upsertDatapoints(masked(restricts, "all_restricts"));

    IndexDatapoint now = read("a");
    assertThat(now.getFeatureVectorList()).containsExactly(1f, 0f);
    assertThat(now.getCrowdingTag().getCrowdingAttribute()).isEqualTo("x");
    assertThat(now.getRestrictsList()).isEqualTo(restricts.getRestrictsList());
    assertThat(now.getNumericRestrictsList()).isEqualTo(restricts.getNumericRestrictsList());
    Query.Builder red = Samples.query(10, 1, 0).toBuilder();
    red.getDatapointBuilder()
        .addRestricts(Restriction.newBuilder().setNamespace("color").addAllowList("red"));
    assertThat(Samples.ids(Samples.find(clients, endpoint, "shop", red.build())))
        .containsExactly("a");
    assertThatThrownBy(
            () ->
                clients.indexes.upsertDatapoints(
                    masked(restricts.toBuilder().setDatapointId("new").build(), "all_restricts")))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> clients.indexes.upsertDatapoints(masked(restricts, "restricts")))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("all_restricts");
  }

  @Test
  void refusesABatchIndex() throws Exception {
    Index batch = create(IndexUpdateMethod.BATCH_UPDATE);

    assertThatThrownBy(
            () ->
                clients.indexes.upsertDatapoints(
                    request(datapoint("c", 1, 1)).toBuilder().setIndex(batch.getName()).build()))
        .isInstanceOf(FailedPreconditionException.class)
        .hasMessageContaining("STREAM_UPDATE");
    assertThatThrownBy(
            () ->
                clients.indexes.removeDatapoints(
                    RemoveDatapointsRequest.newBuilder()
                        .setIndex(batch.getName())
                        .addDatapointIds("a")
                        .build()))
        .isInstanceOf(FailedPreconditionException.class);
  }

  @Test
  void aRequestWithOneBadDatapointChangesNothing() {
    refuses("has 1 dimensions", datapoint("bad", 1));
    refuses("no datapoint_id", datapoint("", 1, 1));
    refuses("must be finite", datapoint("bad", Float.NaN, 1));
    refuses(
        "has an op", priced("bad", NumericRestriction.newBuilder().setValueInt(1).setOpValue(1)));
    refuses("has no value", priced("bad", NumericRestriction.newBuilder()));
    upsert(priced("c", NumericRestriction.newBuilder().setValueInt(1)));
    refuses("Float here and Long", priced("bad", NumericRestriction.newBuilder().setValueFloat(1)));
    refuses(
        "1001 entries",
        IntStream.range(0, 1000)
            .mapToObj(i -> datapoint("d" + i, 1, 1))
            .toArray(IndexDatapoint[]::new));

    assertThat(found()).containsExactlyInAnyOrder("a", "b", "c");
  }

  /** Compaction happens in the background meanwhile; no answer may show it. */
  @Test
  void anIndexThatGrowsFromNothingAnswersAllTheWhile() throws Exception {
    Index empty =
        Samples.create(
            clients,
            Index.newBuilder()
                .setDisplayName("empty")
                .setIndexUpdateMethod(IndexUpdateMethod.STREAM_UPDATE)
                .setMetadata(
                    Samples.json(
                        "{\"config\": {\"dimensions\": 2, \"approximateNeighborsCount\": 10, \"algorithmConfig\": {\"treeAhConfig\": {\"leafNodeEmbeddingCount\": 10}}}}"))
                .build());
    for (int i = 0; i < 60; i++) {
      clients.indexes.upsertDatapoints(
          request(datapoint("p" + i, i + 1, 0)).toBuilder().setIndex(empty.getName()).build());
      if (i == 0) {
        Samples.deploy(clients, endpoint, empty, "growing");
      }
      assertThat(Samples.ids(Samples.find(clients, endpoint, "growing", Samples.query(1, 1, 0))))
          .containsExactly("p" + i);
    }
    assertThat(clients.indexes.getIndex(empty.getName()).getIndexStats().getVectorsCount())
        .isEqualTo(60);
  }

  private Index create(IndexUpdateMethod method) throws Exception {
    return Samples.create(
        clients,
        Samples.index("shop", Samples.metadata(directory, 2, Samples.BRUTE_FORCE)).toBuilder()
            .setIndexUpdateMethod(method)
            .build());
  }

  private void refuses(String message, IndexDatapoint... bad) {
    assertThatThrownBy(
            () ->
                clients.indexes.upsertDatapoints(
                    request(datapoint("good", 1, 1)).toBuilder()
                        .addAllDatapoints(List.of(bad))
                        .build()))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining(message);
  }

  private void upsert(IndexDatapoint... datapoints) {
    clients.indexes.upsertDatapoints(request(datapoints));
  }

  private void remove(String... ids) {
    clients.indexes.removeDatapoints(
        RemoveDatapointsRequest.newBuilder()
            .setIndex(index.getName())
            .addAllDatapointIds(List.of(ids))
            .build());
  }

  private IndexDatapoint read(String id) {
    return clients
        .match
        .readIndexDatapoints(
            ReadIndexDatapointsRequest.newBuilder()
                .setIndexEndpoint(endpoint.getName())
                .setDeployedIndexId("shop")
                .addIds(id)
                .build())
        .getDatapoints(0);
  }

  private List<String> found() {
    return Samples.ids(Samples.find(clients, endpoint, "shop", Samples.query(10, 1, 0)));
  }

  private UpsertDatapointsRequest request(IndexDatapoint... datapoints) {
    return UpsertDatapointsRequest.newBuilder()
        .setIndex(index.getName())
        .addAllDatapoints(List.of(datapoints))
        .build();
  }

  private UpsertDatapointsRequest masked(IndexDatapoint datapoint, String path) {
    return request(datapoint).toBuilder()
        .setUpdateMask(FieldMask.newBuilder().addPaths(path))
        .build();
  }

  private static IndexDatapoint datapoint(String id, float... vector) {
    return IndexDatapoint.newBuilder()
        .setDatapointId(id)
        .addAllFeatureVector(Floats.asList(vector))
        .build();
  }

  private static IndexDatapoint priced(String id, NumericRestriction.Builder price) {
    return datapoint(id, 1, 1).toBuilder().addNumericRestricts(price.setNamespace("price")).build();
  }
}
