package dev.visualsimilarity.emulator.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.gax.longrunning.OperationFuture;
import com.google.api.gax.rpc.FailedPreconditionException;
import com.google.api.gax.rpc.InvalidArgumentException;
import com.google.api.gax.rpc.NotFoundException;
import com.google.cloud.aiplatform.v1.CreateIndexOperationMetadata;
import com.google.cloud.aiplatform.v1.CreateIndexRequest;
import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.NearestNeighborSearchOperationMetadata.ContentValidationStats;
import com.google.cloud.aiplatform.v1.NearestNeighborSearchOperationMetadata.RecordError;
import com.google.cloud.aiplatform.v1.NearestNeighborSearchOperationMetadata.RecordError.RecordErrorType;
import com.google.protobuf.Struct;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreateIndexTest {
  private static Clients clients;
  @TempDir Path directory;

  @BeforeAll
  static void start() throws IOException {
    clients = new Clients();
  }

  @AfterAll
  static void stop() {
    clients.close();
  }

  @Test
  void fillsInTheServicesDefaults() throws Exception {
    Index index =
        Samples.create(
            clients,
            Samples.index(
                "defaults",
                """
                {"config": {"dimensions": "4", "approximateNeighborsCount": 10,
                            "algorithm_config": {"treeAhConfig": {}}}}
                """));

    Struct config =
        index.getMetadata().getStructValue().getFieldsOrThrow("config").getStructValue();
    assertThat(config.getFieldsOrThrow("distanceMeasureType").getStringValue())
        .isEqualTo("DOT_PRODUCT_DISTANCE");
    assertThat(config.getFieldsOrThrow("featureNormType").getStringValue()).isEqualTo("NONE");
    Struct treeAh =
        config
            .getFieldsOrThrow("algorithmConfig")
            .getStructValue()
            .getFieldsOrThrow("treeAhConfig")
            .getStructValue();
    assertThat(treeAh.getFieldsOrThrow("leafNodeEmbeddingCount").getStringValue())
        .isEqualTo("1000");
    assertThat(treeAh.getFieldsOrThrow("fractionLeafNodesToSearch").getNumberValue())
        .isEqualTo(0.05);
    assertThat(index.getIndexUpdateMethod()).isEqualTo(Index.IndexUpdateMethod.BATCH_UPDATE);
    assertThat(index.getIndexStats().getVectorsCount()).isZero();
  }

  @Test
  void takesTheDeprecatedPercentageOfLeaves() throws Exception {
    Index index =
        Samples.create(
            clients,
            Samples.index(
                "percent",
                """
                {"config": {"dimensions": 4, "approximateNeighborsCount": "10", "algorithmConfig":
                  {"treeAhConfig": {"leafNodeEmbeddingCount": "500", "leafNodesToSearchPercent": 7}}}}
                """));

    assertThat(index.getMetadata().toString()).contains("0.07", "500");
  }

  /** A state directory keeps an index's metadata as it is shown. */
  @Test
  void takesTheMetadataOfAnIndexOfWhichAllLeavesAreSearchedAgain() throws Exception {
    Index index =
        Samples.create(
            clients,
            Samples.index(
                "all leaves",
                """
                {"config": {"dimensions": 4, "approximateNeighborsCount": 10, "algorithmConfig":
                  {"treeAhConfig": {"leafNodesToSearchPercent": 100}}}}
                """));

    Index again =
        Samples.create(
            clients,
            Samples.index("again", "{}").toBuilder().setMetadata(index.getMetadata()).build());

    assertThat(again.getMetadata()).isEqualTo(index.getMetadata());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          metadata.config is required             | {}
          metadata.config.dimensions is required  | {"config": {"algorithmConfig": {"bruteForceConfig": {}}}}
          dimensions must be a whole number       | {"config": {"dimensions": 2.5, "algorithmConfig": {"bruteForceConfig": {}}}}
          dimensions must be a number             | {"config": {"dimensions": "two", "algorithmConfig": {"bruteForceConfig": {}}}}
          algorithmConfig is required             | {"config": {"dimensions": 2}}
          one of treeAhConfig and bruteForceConfig| {"config": {"dimensions": 2, "algorithmConfig": {}}}
          one of treeAhConfig and bruteForceConfig| {"config": {"dimensions": 2, "algorithmConfig": {"treeAhConfig": {}, "bruteForceConfig": {}}}}
          approximateNeighborsCount is required   | {"config": {"dimensions": 2, "algorithmConfig": {"treeAhConfig": {}}}}
          has both fractionLeafNodesToSearch and  | {"config": {"dimensions": 2, "approximateNeighborsCount": 9, "algorithmConfig": {"treeAhConfig": {"fractionLeafNodesToSearch": 0.1, "leafNodesToSearchPercent": 7}}}}
          must be above 0 and below 1             | {"config": {"dimensions": 2, "approximateNeighborsCount": 9, "algorithmConfig": {"treeAhConfig": {"fractionLeafNodesToSearch": 1}}}}
          must be 1 to 100                        | {"config": {"dimensions": 2, "approximateNeighborsCount": 9, "algorithmConfig": {"treeAhConfig": {"leafNodesToSearchPercent": 101}}}}
          distanceMeasureType 'MANHATTAN'         | {"config": {"dimensions": 2, "distanceMeasureType": "MANHATTAN", "algorithmConfig": {"bruteForceConfig": {}}}}
          metadata.config.dimension is unknown    | {"config": {"dimension": 2, "algorithmConfig": {"bruteForceConfig": {}}}}
          contentsDeltaUri 'data/batch'           | {"contentsDeltaUri": "data/batch", "config": {"dimensions": 2, "algorithmConfig": {"bruteForceConfig": {}}}}
          """)
  void refusesMetadataThatIsNotValid(String message, String metadata) {
    Index index = Samples.index("bad", metadata);

    assertThatThrownBy(() -> clients.indexes.createIndexCallable().call(request(index)))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesAnIndexWithoutANameOrWithABadLabel() {
    String metadata = "{\"config\": {\"dimensions\": 2, %s}}".formatted(Samples.BRUTE_FORCE);
    Index nameless = Samples.index("", metadata);
    Index mislabelled = Samples.index("i", metadata).toBuilder().putLabels("Team", "a").build();

    assertThatThrownBy(() -> clients.indexes.createIndexCallable().call(request(nameless)))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("display_name is required");
    assertThatThrownBy(() -> clients.indexes.createIndexCallable().call(request(mislabelled)))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("label 'Team'='a'");
  }

  @Test
  void failsTheOperationAndReportsEveryBadRecord() throws Exception {
    Samples.batch(
        directory,
        "{\"id\": \"good\", \"embedding\": [1, 0]}",
        "{\"id\": \"short\", \"embedding\": [1]}",
        "not json");
    OperationFuture<Index, CreateIndexOperationMetadata> operation =
        clients.indexes.createIndexAsync(
            Clients.LOCATION,
            Samples.index("bad", Samples.metadata(directory, 2, Samples.BRUTE_FORCE)));

    assertThatThrownBy(operation::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(FailedPreconditionException.class)
        .hasMessageContainingAll(
            "There are invalid records under files", "Please check the details in the metadata");
    ContentValidationStats stats =
        clients
            .indexes
            .getOperationsClient()
            .getOperation(operation.getName())
            .getMetadata()
            .unpack(CreateIndexOperationMetadata.class)
            .getNearestNeighborSearchOperationMetadata()
            .getContentValidationStats(0);
    assertThat(stats.getValidRecordCount()).isEqualTo(1);
    assertThat(stats.getInvalidRecordCount()).isEqualTo(2);
    assertThat(stats.getSourceGcsUri())
        .isEqualTo(directory.resolve("embeddings-00000-of-00001.json").toString());
    assertThat(stats.getPartialErrorsList())
        .extracting(RecordError::getErrorType)
        .containsExactly(
            RecordErrorType.EMBEDDING_SIZE_MISMATCH, RecordErrorType.INVALID_JSON_SYNTAX);
    RecordError first = stats.getPartialErrors(0);
    assertThat(first.getEmbeddingId()).isEqualTo("short");
    assertThat(first.getErrorMessage())
        .contains(stats.getSourceGcsUri() + ":2 (short)", "1 numbers", "2 dimensions");
    assertThat(first.getRawRecord()).isEqualTo("{\"id\": \"short\", \"embedding\": [1]}");
    assertThat(clients.indexes.listIndexes(Clients.LOCATION).iterateAll())
        .noneMatch(index -> index.getDisplayName().equals("bad"));
  }

  @Test
  void refusesANumericNamespaceOfTwoTypes() throws Exception {
    Samples.batch(
        directory,
        "{\"id\":\"a\",\"embedding\":[1,0],\"numeric_restricts\":[{\"namespace\":\"p\",\"value_int\":1}]}",
        "{\"id\":\"b\",\"embedding\":[1,0],\"numeric_restricts\":[{\"namespace\":\"p\",\"value_float\":1}]}");
    OperationFuture<Index, CreateIndexOperationMetadata> operation =
        clients.indexes.createIndexAsync(
            Clients.LOCATION,
            Samples.index("types", Samples.metadata(directory, 2, Samples.BRUTE_FORCE)));

    assertThatThrownBy(operation::get).hasCauseInstanceOf(FailedPreconditionException.class);
  }

  @Test
  void saysThatTheDirectoryDoesNotExist() {
    Path missing = directory.resolve("missing");

    assertThatThrownBy(
            () ->
                Samples.create(
                    clients,
                    Samples.index("none", Samples.metadata(missing, 2, Samples.BRUTE_FORCE))))
        .hasCauseInstanceOf(NotFoundException.class)
        .hasMessageContaining(missing.toString());
  }

  @Test
  void namesAFileThatIsNoDataFile() throws IOException {
    Samples.batch(directory, "{\"id\": \"a\", \"embedding\": [1, 0]}");
    Files.writeString(directory.resolve("manifest.txt"), "");

    assertThatThrownBy(
            () ->
                Samples.create(
                    clients,
                    Samples.index("txt", Samples.metadata(directory, 2, Samples.BRUTE_FORCE))))
        .hasCauseInstanceOf(FailedPreconditionException.class)
        .hasMessageContaining("manifest.txt");
  }

  private static CreateIndexRequest request(Index index) {
    return CreateIndexRequest.newBuilder().setParent(Clients.LOCATION).setIndex(index).build();
  }
}
