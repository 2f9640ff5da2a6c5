package dev.visualsimilarity.pipeline.value;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.pipeline.conformance.Conformance;
import dev.visualsimilarity.pipeline.ir.PipelineSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueCheckTest {

  private static final Path FILE = Path.of("pipeline.yaml");
  private static final PipelineSpec PROJECT = Conformance.read(FILE);

  @TempDir private Path folder;

  @Test
  void theDefaultsOfTheProjectsPipelineAreAllowed() {
    assertThatCode(() -> ValueCheck.check(PROJECT, Map.of())).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          min_recall                    | 95           | numbers from 0 to 1
          max_reject_fraction           | -0.1         | numbers from 0 to 1
          shard_size                    | 0            | numbers from 1 on
          image_height                  | -1           | numbers from 0 on
          tensor_type                   | "int8"       | float32, uint8
          format                        | "parquet"    | json, csv, avro
          precision                     | "float16"    | float32, bfloat16
          index_shard_size              | "SMALL"      | SHARD_SIZE_SMALL
          distance_measure_type         | "COSINE"     | COSINE_DISTANCE
          feature_norm_type             | "L2"         | UNIT_L2_NORM, NONE
          fraction_leaf_nodes_to_search | 1            | above 0 and below 1
          ann_deployed_index_id         | "my-index"   | no '-'
          machine_type                  | "e2-standart-2" | e2-standard-2, e2-standard-16
          min_replica_count             | 1001         | numbers from 0 to 1000
          drain_minutes                 | -1           | numbers from 0 to 1440
          num_neighbors                 | 1001         | numbers from 0 to 1000
          timeout_hours                 | 0            | numbers above 0
          model_display_name            | ""           | 1 to 128 characters
          model_machine_type            | "huge"       | e2-standard-2
          model_min_replica_count       | 0            | numbers from 1 to 1000
          """)
  void aValueThatAStepRefusesLaterIsRefusedAtOnce(String name, String json, String allowed) {
    assertThatThrownBy(() -> check(Map.of(name, json)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("parameter " + name + " is '" + json.replace("\"", ""))
        .hasMessageContaining(allowed);
  }

  @Test
  void labelsAndNamesAreThoseThatTheServiceTakes() {
    assertThatThrownBy(() -> check(Map.of("labels", "{\"Team\": \"search\"}")))
        .hasMessageContaining("parameter labels is '{\"Team\":\"search\"}'; allowed are");
    // The tasks put more after it.
    assertThatThrownBy(() -> check(Map.of("index_display_name", '"' + "x".repeat(120) + '"')))
        .hasMessageContaining("input display_name of task build-brute-force-index is 'xxx")
        .hasMessageContaining("xxx-brute-force'; allowed are 128 characters at most");
  }

  @ParameterizedTest
  @CsvSource({
    "existing_ann_index, indexes",
    "existing_index_endpoint, indexEndpoints",
    "parent_model, models",
    "existing_model_endpoint, endpoints"
  })
  void whatIsThereIsNamedByItsNameInTheLocationOfTheRun(String parameter, String collection) {
    Map<String, String> values = new LinkedHashMap<>(Map.of("location", "\"us-central1\""));
    values.put(parameter, "\"a shop\"");
    assertThatThrownBy(() -> check(values))
        .hasMessageContaining("parameter " + parameter + " is no resource name: 'a shop'");
    values.put(parameter, "\"projects/1/locations/europe-west4/" + collection + "/7\"");
    assertThatThrownBy(() -> check(values))
        .hasMessageContaining("parameter " + parameter + " is in location europe-west4, not in us");
    for (String good :
        new String[] {"7", "projects/1/locations/us-central1/" + collection + "/7"}) {
      values.put(parameter, '"' + good + '"');
      assertThatCode(() -> check(values)).doesNotThrowAnyException();
    }
  }

  @Test
  void aKeyIsOneOfTheLocationOfTheRun() {
    String key = "\"projects/p/locations/europe-west4/keyRings/r/cryptoKeys/k\"";
    Map<String, String> values = Map.of("encryption_spec_key_name", key);
    assertThatCode(() -> check(values)).as("location unknown").doesNotThrowAnyException();
    Map<String, String> elsewhere = new LinkedHashMap<>(values);
    elsewhere.put("location", "\"us-central1\"");
    assertThatThrownBy(() -> check(elsewhere))
        .hasMessageContaining("parameter encryption_spec_key_name is no key in us-central1");
  }

  @Test
  void twoDeploymentsHaveTwoIds() {
    assertThatThrownBy(
            () -> check(Map.of("ann_deployed_index_id", "\"visual_similarity_brute_force\"")))
        .hasMessageContaining("parameter ann_deployed_index_id 'visual_similarity_brute_force'")
        .hasMessageContaining("parameter brute_force_deployed_index_id")
        .hasMessageContaining("give two");
  }

  @Test
  void anEndpointIsReachedInOneWay() {
    assertThatThrownBy(() -> check(Map.of("network", "\"projects/1/global/networks/shop\"")))
        .hasMessageContaining("parameter public_endpoint_enabled 'true' and parameter network")
        .hasMessageContaining("set public_endpoint_enabled to false");
    assertThatThrownBy(() -> check(Map.of("public_endpoint_enabled", "false")))
        .hasMessageContaining("nothing could reach the endpoint");
    assertThatCode(
            () ->
                check(
                    Map.of(
                        "public_endpoint_enabled",
                        "false",
                        "network",
                        "\"projects/1/global/networks/shop\"")))
        .doesNotThrowAnyException();
  }

  @Test
  void queriesOfTheSameRunDoNotReachAnEndpointOfPrivateServiceConnect() {
    assertThatThrownBy(
            () ->
                check(
                    Map.of(
                        "public_endpoint_enabled",
                        "false",
                        "private_service_connect_projects",
                        "[\"shop\"]")))
        .hasMessageContaining("parameter private_service_connect_projects '[\"shop\"]'")
        .hasMessageContaining("run the steps one by one");
  }

  @Test
  void machinesMustHoldTheShardsOfAnIndexThatIsBuilt() {
    Map<String, String> values =
        new LinkedHashMap<>(
            Map.of(
                "index_shard_size", "\"SHARD_SIZE_LARGE\"", "machine_type", "\"e2-standard-2\""));
    assertThatThrownBy(() -> check(values))
        .hasMessageContaining("parameter machine_type 'e2-standard-2' cannot hold")
        .hasMessageContaining("parameter index_shard_size 'SHARD_SIZE_LARGE'")
        .hasMessageContaining("e2-highmem-16");
    values.put("machine_type", "\"n2d-standard-32\"");
    assertThatCode(() -> check(values)).doesNotThrowAnyException();
    values.put("machine_type", "\"e2-standard-2\"");
    values.put("existing_ann_index", "\"projects/1/locations/l/indexes/1\"");
    values.put("existing_brute_force_index", "\"projects/1/locations/l/indexes/2\"");
    assertThatCode(() -> check(values)).as("of unknown shards").doesNotThrowAnyException();
  }

  @Test
  void replicasDoNotContradictEachOther() {
    assertThatThrownBy(() -> check(Map.of("min_replica_count", "3")))
        .hasMessageContaining("parameter max_replica_count '1' is less than")
        .hasMessageContaining("parameter min_replica_count '3'");
    assertThatThrownBy(() -> check(Map.of("model_min_replica_count", "3")))
        .hasMessageContaining("parameter model_max_replica_count '1' is less than");
    assertThatCode(() -> check(Map.of("min_replica_count", "3", "max_replica_count", "0")))
        .doesNotThrowAnyException();
  }

  @Test
  void aConstantOfATaskIsCheckedAndOtherProgramsAreNot() throws Exception {
    // In the graph that has the task itself, which is indented more than that of the root.
    String text =
        Files.readString(FILE)
            .replaceFirst(
                "(?<=\n {16})componentInputParameter: min_recall",
                "runtimeValue:\n                  constant: 7.5");
    PipelineSpec changed = read(text);
    assertThatThrownBy(() -> ValueCheck.check(changed, Map.of()))
        .hasMessageContaining("input min_recall of task query-index is '7.5'");

    PipelineSpec others =
        read(text.replace("dev.visualsimilarity.queryindex.QueryIndex", "com.example.Other"));
    assertThatCode(() -> ValueCheck.check(others, Map.of())).doesNotThrowAnyException();
  }

  private PipelineSpec read(String text) throws IOException {
    return Conformance.read(Files.writeString(folder.resolve("pipeline.yaml"), text));
  }

  private static void check(Map<String, String> given) {
    Map<String, JsonElement> values = new LinkedHashMap<>();
    given.forEach((name, json) -> values.put(name, JsonParser.parseString(json)));
    ValueCheck.check(PROJECT, values);
  }
}
