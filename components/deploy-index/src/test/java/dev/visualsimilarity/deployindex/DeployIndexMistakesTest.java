package dev.visualsimilarity.deployindex;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the step refuses, and in which words. */
class DeployIndexMistakesTest {

  @TempDir Path folder;
  private DeployIndexStep step;

  @BeforeEach
  void start() throws Exception {
    step = new DeployIndexStep(folder);
    step.useNewIndex("SHARD_SIZE_SMALL");
  }

  @AfterEach
  void stop() {
    step.close();
  }

  @Test
  void anIdThatAnotherEndpointHasIsRefused() throws Exception {
    assertThat(step.run("--deployed-index-id", "a1")).isZero();
    String taken = step.parameter("index_endpoint");
    assertThat(step.run("--deployed-index-id", "a2")).isZero();
    assertThat(
            step.run(
                "--deployed-index-id", "a1", "--index-endpoint", step.parameter("index_endpoint")))
        .isEqualTo(1);
    assertThat(step.errors().strip())
        .contains("deployed index id 'a1' is taken", "or give --index-endpoint " + taken)
        .hasLineCount(1);
  }

  @Test
  void anotherMachineTypeIsRefused() {
    assertThat(step.run("--deployed-index-id", "a1", "--machine-type", "e2-standard-2")).isZero();
    assertThat(step.run("--deployed-index-id", "a1", "--machine-type", "e2-standard-16"))
        .isEqualTo(1);
    assertThat(step.run("--deployed-index-id", "a1")).isEqualTo(1);
    assertThat(step.errors().lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .contains(
                        "'a1' is deployed on e2-standard-2",
                        "cannot be changed to e2-standard-16",
                        "give --machine-type 'e2-standard-2'"),
            line -> assertThat(line).contains("cannot be changed to automatic resources"));
  }

  @Test
  void labelsAreKeptForTheStepItself() {
    String labels =
        IntStream.range(0, 64)
            .mapToObj(i -> "\"k%d\": \"v\"".formatted(i))
            .collect(Collectors.joining(",", "{", "}"));
    assertThat(step.run("--deployed-index-id", "a1", "--labels", labels)).isEqualTo(2);
    assertThat(step.errors().strip()).contains("allowed are 62").hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--deployed-index-id|my-index|--deployed-index-id is not valid: 'my-index'; use letters, digits and '_' (no '-'), begin with a letter, 128 at most, for example 'my_index'",
        "--deployed-index-id|1a|for example 'd_1a'",
        "--deployed-index-id|``|--deployed-index-id is not valid: ''",
        "--network|projects/123/networks/vpc|--network is not valid: 'projects/123/networks/vpc'; give projects/NUMBER/global/networks/NAME",
        "--network|projects/123/global/networks/vpc|exclude each other, and given are a public domain, network projects/123/global/networks/vpc",
        "--private-service-connect-projects|shop|exclude each other, and given are a public domain, Private Service Connect from shop",
        "--private-service-connect-projects|no such|'no such' is no project id or number",
        "--public-endpoint-enabled|false|nothing could reach the endpoint",
        "--min-replica-count|-1|give 1 <= min <= max <= 1000",
        "--max-replica-count|2000|give 1 <= min <= max <= 1000",
        "--machine-type|e2-standart-2|'e2-standart-2'; those are e2-standard-2, e2-standard-16, n1-standard-16,",
        "--machine-type|large|--machine-type is no machine type",
        "--index-endpoint|projects/p/locations/us-central1/indexes/7|--index-endpoint is no resource name",
        "--labels|[1]|--labels is no JSON object",
        "--encryption-spec-key-name|my-key|--encryption-spec-key-name is no key in us-central1: 'my-key'",
        "--drain-minutes|-1|--drain-minutes must lie between 0 and 1440",
        "--embeddings-uri|/nowhere/at/all|--embeddings-uri has no index data",
      })
  void aBadParameterIsOneLine(String flag, String value, String message) {
    String[] args =
        flag.equals("--deployed-index-id")
            ? new String[] {flag, value}
            : new String[] {"--deployed-index-id", "a1", flag, value};
    assertThat(step.run(args)).isEqualTo(2);
    assertThat(step.errors().strip())
        .startsWith("deploy-index: ")
        .contains(message)
        .hasLineCount(1);
    assertThat(step.endpoints()).isEmpty();
  }

  @Test
  void aMachineTooSmallForTheShardsIsRefusedAtOnce() throws Exception {
    step.useNewIndex("SHARD_SIZE_MEDIUM");
    assertThat(step.run("--deployed-index-id", "a1", "--machine-type", "e2-standard-2"))
        .isEqualTo(1);
    assertThat(step.errors()).contains("cannot hold an index of SHARD_SIZE_MEDIUM");
    assertThat(step.endpoints()).isEmpty();
  }

  @Test
  void anEmptyIndexIsRefusedAtOnce() throws Exception {
    step.useEmptyIndex();
    assertThat(step.run("--deployed-index-id", "a1")).isEqualTo(1);
    assertThat(step.errors().strip())
        .contains("index " + step.index() + " holds no vectors")
        .hasLineCount(1);
    assertThat(step.endpoints()).isEmpty();
  }

  @Test
  void aNetworkThatNamesItsProjectByAnIdThatCannotBeLookedUpIsRefused() {
    assertThat(
            step.run(
                "--deployed-index-id",
                "a1",
                "--public-endpoint-enabled",
                "false",
                "--network",
                "projects/shop/global/networks/vpc"))
        .isEqualTo(1);
    assertThat(step.errors().strip())
        .contains(
            "by its id, 'shop', and Vertex AI takes its number",
            "gcloud projects describe shop --format='value(projectNumber)'",
            "give projects/NUMBER/global/networks/vpc")
        .hasLineCount(1);
    assertThat(step.endpoints()).isEmpty();
  }

  @Test
  void anEndpointOfAnotherKindThanAskedForIsRefused() throws Exception {
    assertThat(step.run("--deployed-index-id", "a1")).isZero();
    String endpoint = step.parameter("index_endpoint");
    assertThat(
            step.run(
                "--deployed-index-id",
                "a2",
                "--index-endpoint",
                endpoint,
                "--public-endpoint-enabled",
                "false",
                "--network",
                "projects/123/global/networks/vpc"))
        .isEqualTo(1);
    assertThat(step.errors().strip())
        .contains(
            endpoint
                + " is reached by a public domain, not by network projects/123/global/networks/vpc")
        .hasLineCount(1);
  }

  @Test
  void anIdThatAnEndpointOfAnotherKindServesIsRefused() throws Exception {
    assertThat(step.run("--deployed-index-id", "a1")).isZero();
    String endpoint = step.parameter("index_endpoint");
    assertThat(
            step.run(
                "--deployed-index-id",
                "a1",
                "--public-endpoint-enabled",
                "false",
                "--network",
                "projects/123/global/networks/vpc"))
        .isEqualTo(1);
    assertThat(step.errors().strip())
        .contains(
            "'a1' is on index endpoint " + endpoint,
            "reached by a public domain, not by network projects/123/global/networks/vpc as asked",
            "give another --deployed-index-id")
        .hasLineCount(1);
    assertThat(step.endpoints()).hasSize(1);
  }

  @Test
  void anUnknownIndexOrEndpointIsOneLine() {
    String known = step.index();
    step.useIndex("404");
    assertThat(step.run("--deployed-index-id", "a1")).isEqualTo(1);
    step.useIndex(known);
    assertThat(step.run("--deployed-index-id", "a1", "--index-endpoint", "405")).isEqualTo(1);
    assertThat(step.errors().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("cannot read index", "indexes/404: not found"),
            line -> assertThat(line).contains("cannot read index endpoint", "/405: not found"));
  }

  @Test
  void aServerThatIsNotThereIsToldWithinSeconds() {
    step.stopServer();
    long start = System.nanoTime();
    assertThat(step.run("--deployed-index-id", "a1")).isEqualTo(1);
    assertThat(System.nanoTime() - start).isLessThan(15_000_000_000L);
    assertThat(step.errors().strip()).contains("is not reachable").hasLineCount(1);
  }
}
