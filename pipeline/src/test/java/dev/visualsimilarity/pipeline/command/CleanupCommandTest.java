package dev.visualsimilarity.pipeline.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.visualsimilarity.command.Commands;
import dev.visualsimilarity.pipeline.cleanup.TestResources;
import dev.visualsimilarity.vertexai.deployment.DeployedIds;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class CleanupCommandTest {

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private TestResources resources;

  @BeforeEach
  void start() throws IOException {
    resources = new TestResources(folder, Duration.ZERO);
  }

  @AfterEach
  void stop() {
    resources.close();
  }

  @Test
  void listsWhatARunLeftAndWhatItCostsAndRemovesNothing() throws Exception {
    create("r1");
    assertThat(run("--run", "r1")).as(err.toString()).isZero();
    assertThat(out.toString())
        .startsWith("With label visual-similarity-run=r1 in projects/local/locations/us-central1:")
        .contains(
            "undeploy  'r1_ann' (index projects/",
            "1 replica x 1 shard on e2-standard-2: about $0.09 an hour, $68.47 a month",
            "delete    projects/",
            "('r1', 1 vectors)",
            "1 deployment: about $0.09 an hour, $68.47 a month.",
            "Run it again with --yes");
    assertThat(resources.deployments()).containsExactly("r1_ann");
  }

  @Test
  void removesWhatCarriesTheLabelAndNothingElse() throws Exception {
    create("r1");
    create("r2");
    assertThat(run("--run", "r1", "--yes")).as(err.toString()).isZero();
    assertThat(out.toString())
        .endsWith(
            """
            Left with label visual-similarity-run=r1 in projects/local/locations/us-central1:
            Nothing of it is deployed: it costs nothing by the hour.
            Not selected in projects/local/locations/us-central1: 1 deployment: about $0.09 an hour, $68.47 a month.
            """);
    assertThat(resources.indexes()).containsExactly("r2");
    assertThat(resources.deployments()).containsExactly("r2_ann");
    assertThat(run("--run", "r1", "--yes")).isZero();
    assertThat(out.toString()).contains("Nothing to remove.");
    assertThat(run("--label", "team=search", "--label", "visual-similarity-run=r2", "--yes"))
        .isZero();
    assertThat(resources.indexes()).isEmpty();
    assertThat(resources.endpoints()).isEmpty();
  }

  @Test
  void aNameThatNothingCarriesIsToBeChecked() throws Exception {
    create("r1");
    assertThat(run("--run", "nosuch", "--yes")).as(err.toString()).isZero();
    assertThat(out.toString())
        .startsWith("There is nothing with label visual-similarity-run=nosuch in projects/local/")
        .contains("check the name, the project and the location", "Nothing to remove.")
        .doesNotContain("costs nothing");
    assertThat(resources.deployments()).containsExactly("r1_ann");
  }

  @Test
  void aDeploymentIsRemovedByItsIdAlone() throws Exception {
    create("r1");
    String index = resources.index("theirs", Map.of());
    String endpoint = resources.endpoint("theirs", Map.of());
    resources.deploy(endpoint, index, "shop");
    resources.deploy(endpoint, index, new DeployedIds("shop").replacing(index));
    resources.deploy(endpoint, index, "shop_of_others");
    assertThat(run("--deployed-index-id", "shop", "--deployed-index-id", "none", "--yes"))
        .as(err.toString())
        .isZero();
    assertThat(out.toString())
        .startsWith("With deployed index ids none, shop in projects/")
        .contains("undeploy  'shop' (index " + index, "which does not carry the label");
    assertThat(resources.deployments()).containsExactly("r1_ann", "shop_of_others");
    assertThat(resources.indexes()).containsExactly("r1", "theirs");
    assertThat(resources.endpoints()).hasSize(2);
  }

  @Test
  void labelsAndIdsSelectTogether() throws Exception {
    create("r1");
    create("r2");
    assertThat(run("--run", "r1", "--deployed-index-id", "r2_ann", "--yes")).isZero();
    assertThat(out.toString())
        .startsWith("With label visual-similarity-run=r1, deployed index id r2_ann in projects/");
    assertThat(resources.deployments()).isEmpty();
    assertThat(resources.indexes()).containsExactly("r2");
  }

  @Test
  void whatIsStillBeingCreatedMayBeLeftOver() throws Exception {
    try (TestResources slow =
        new TestResources(Files.createDirectories(folder.resolve("slow")), Duration.ofMinutes(2))) {
      slow.beginIndex("r1", Map.of("visual-similarity-run", "r1"));
      assertThat(run(slow, "--run", "r1")).isZero();
      assertThat(run(slow, "--run", "r1", "--older-than", "2d", "--yes")).isZero();
      assertThat(run(slow, "--deployed-index-id", "r1_ann", "--yes")).isZero();
      assertThat(err.toString()).isEmpty();
      assertThat(run(slow, "--run", "r1", "--yes")).isEqualTo(1);
      assertThat(err.toString().strip())
          .contains("not all may be removed: 1 of the above is still being created or deployed")
          .hasLineCount(1);
    }
  }

  @Test
  void whatIsYoungerStays() throws Exception {
    create("r1");
    assertThat(run("--run", "r1", "--older-than", "2d", "--yes")).isZero();
    assertThat(out.toString()).contains("created before", "Nothing to remove.");
    assertThat(resources.deployments()).containsExactly("r1_ann");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--yes||cleanup needs --run RUN, --label KEY=VALUE or --deployed-index-id ID",
        "--older-than|2w|--older-than is no age: '2w'; give minutes, hours or days",
        "--label|team|should be in KEY=VALUE format but was team",
        "--timeout-hours|0|--timeout-hours must be greater than 0",
      })
  void badUsageRemovesNothing(String flag, String value, String message) throws Exception {
    create("r1");
    List<String> args = new ArrayList<>(List.of(flag));
    if (value != null) {
      args.add(value);
    }
    if (flag.equals("--timeout-hours")) {
      args.addAll(List.of("--run", "r1"));
    }
    assertThat(run(args.toArray(String[]::new))).isEqualTo(2);
    assertThat(err.toString()).contains(message);
    assertThat(resources.deployments()).containsExactly("r1_ann");
  }

  @Test
  void aServerThatIsNotThereIsOneLine() {
    resources.close();
    assertThat(run("--run", "r1")).isEqualTo(1);
    assertThat(err.toString().strip()).contains("is not reachable").hasLineCount(1);
  }

  private void create(String run) throws Exception {
    Map<String, String> labels = Map.of("visual-similarity-run", run, "team", "search");
    String index = resources.index(run, labels);
    resources.deploy(resources.endpoint(run, labels), index, run + "_ann");
  }

  private int run(String... args) {
    return run(resources, args);
  }

  private int run(TestResources service, String... args) {
    List<String> all = new ArrayList<>(Arrays.asList(args));
    all.addAll(List.of("--api-endpoint", service.api().toString(), "--project", "local"));
    return Commands.commandLine(new CleanupCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }
}
