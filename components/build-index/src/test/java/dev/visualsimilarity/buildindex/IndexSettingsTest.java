package dev.visualsimilarity.buildindex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.aiplatform.v1.Index;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import dev.visualsimilarity.error.UserException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class IndexSettingsTest {

  @Command
  static final class Component {
    @Mixin IndexOptions index = new IndexOptions();
  }

  @Test
  void writesTheMetadataOfATreeAhIndex() {
    assertThat(json(parse().metadata("gs://b/d/", 1280)))
        .isEqualTo(
            JsonParser.parseString(
                """
                {"contentsDeltaUri": "gs://b/d/",
                 "config": {
                   "dimensions": 1280.0,
                   "approximateNeighborsCount": 50.0,
                   "distanceMeasureType": "DOT_PRODUCT_DISTANCE",
                   "featureNormType": "UNIT_L2_NORM",
                   "shardSize": "SHARD_SIZE_SMALL",
                   "algorithmConfig": {"treeAhConfig": {
                     "leafNodeEmbeddingCount": 500.0, "fractionLeafNodesToSearch": 0.07}}}}
                """));
  }

  @Test
  void writesTheMetadataOfABruteForceIndex() {
    assertThat(json(parse("--algorithm", "brute_force").metadata("gs://b/d/", 3)))
        .isEqualTo(
            JsonParser.parseString(
                """
                {"contentsDeltaUri": "gs://b/d/",
                 "config": {
                   "dimensions": 3.0,
                   "distanceMeasureType": "DOT_PRODUCT_DISTANCE",
                   "featureNormType": "UNIT_L2_NORM",
                   "shardSize": "SHARD_SIZE_SMALL",
                   "algorithmConfig": {"bruteForceConfig": {}}}}
                """));
  }

  @Test
  void emptyAndZeroStandForTheDefaults() {
    assertThat(
            parse(
                "--algorithm", "",
                "--approximate-neighbors-count", "0",
                "--distance-measure-type", "",
                "--feature-norm-type", "",
                "--shard-size", "",
                "--leaf-node-embedding-count", "0",
                "--fraction-leaf-nodes-to-search", "0.0"))
        .isEqualTo(parse());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--algorithm|hnsw|--algorithm is not known: 'hnsw'; allowed are tree_ah, brute_force",
        "--distance-measure-type|DOT_PRODUCT|allowed are DOT_PRODUCT_DISTANCE, COSINE_DISTANCE",
        "--feature-norm-type|L2|allowed are UNIT_L2_NORM, NONE",
        "--shard-size|SMALL|allowed are SHARD_SIZE_SMALL",
        "--leaf-node-embedding-count|-1|--leaf-node-embedding-count must be greater than 0",
        "--fraction-leaf-nodes-to-search|1|must lie between 0 and 1",
        "--fraction-leaf-nodes-to-search|7|must lie between 0 and 1",
      })
  void refusesAnUnknownSettingAndSaysWhatIsAllowed(String flag, String value, String message) {
    assertThatThrownBy(() -> parse(flag, value))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(message);
  }

  @Test
  void tellsWhatAnIndexThatIsThereHasOtherwise() {
    Index exact =
        Index.newBuilder()
            .setMetadata(parse("--algorithm", "brute_force").metadata("gs://b/d/", 3))
            .build();
    assertThat(notApplied(exact)).as("nothing given").isEmpty();
    assertThat(notApplied(exact, "--algorithm", "BRUTE_FORCE", "--shard-size", "SHARD_SIZE_SMALL"))
        .as("the same")
        .isEmpty();
    assertThat(
            notApplied(
                exact, "--algorithm", "tree_ah", "--distance-measure-type", "COSINE_DISTANCE"))
        .hasValue(
            "--algorithm tree_ah (it has brute_force), --distance-measure-type COSINE_DISTANCE (it has DOT_PRODUCT_DISTANCE)");
  }

  private static Optional<String> notApplied(Index existing, String... args) {
    return options(args).given("", Map.of()).notApplied(existing).text();
  }

  private static IndexSettings parse(String... args) {
    return options(args).settings();
  }

  private static IndexOptions options(String... args) {
    Component component = new Component();
    new CommandLine(component).parseArgs(args);
    return component.index;
  }

  private static JsonElement json(Value value) {
    try {
      return JsonParser.parseString(JsonFormat.printer().print(value));
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
