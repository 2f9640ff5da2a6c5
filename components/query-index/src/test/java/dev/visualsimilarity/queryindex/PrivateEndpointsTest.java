package dev.visualsimilarity.queryindex;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The approximate index in a peered network, the exact one behind Private Service Connect. */
class PrivateEndpointsTest {

  @TempDir static Path folder;
  private static DeployedShop shop;
  private static String peered;
  private static String attached;

  @TempDir Path out;
  private QueryIndexStep step;

  @BeforeAll
  static void open() throws Exception {
    shop = DeployedShop.open(folder);
    peered = shop.deployPeered();
    attached = shop.deployAttached();
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  @BeforeEach
  void prepare() {
    step = new QueryIndexStep(shop, out);
  }

  @Test
  void answersAreThoseOfPublicEndpoints() throws IOException {
    String[] filter = {
      "--numeric",
      "[\"price>=1\", \"price<10\"]",
      "--deny",
      "category=odd",
      "--per-crowding-attribute-neighbor-count",
      "3"
    };
    assertThat(step.run(filter)).as(step.errors()).isZero();
    List<String> expected = Files.readAllLines(step.artifact("matches"));

    assertThat(runPrivately(filter)).as(step.errors()).isZero();
    List<String> matches = Files.readAllLines(step.artifact("matches"));
    assertThat(matches).isEqualTo(expected);
    assertThat(matches.get(2)).contains("p2_").doesNotContain("p1_", "p10_");
  }

  @Test
  void recallUnderRestrictsIsMeasuredToo() throws IOException {
    assertThat(runPrivately("--restrict-columns", "category")).as(step.errors()).isZero();
    assertThat(Files.readString(step.artifact("metrics")))
        .contains("lowest_restricted_recall", "concurrent_queries_per_second");
  }

  @Test
  void aConditionThatThePrivateServiceLacksIsRefused() {
    assertThat(runPrivately("--numeric", "price!=3")).isEqualTo(2);
    assertThat(step.errors().strip()).contains("private endpoints have no !=").hasLineCount(1);
  }

  @Test
  void anAddressThatIsNotReachableIsToldWithTheNetworkToRunIn() {
    assertThat(runPrivately("--ann-match-address", "127.0.0.1:1")).isEqualTo(1);
    assertThat(step.errors().strip())
        .contains(
            "cannot query 'peered' on " + peered,
            "its private address 127.0.0.1:1 is not reachable from here",
            "run this in the VPC network")
        .hasLineCount(1);
  }

  @Test
  void anAttachmentWithoutAnAddressOfTheUsersIsTold() {
    assertThat(runPrivately("--exact-match-address", "")).isEqualTo(1);
    assertThat(step.errors().strip())
        .contains("its endpoint is private and has no address of its own")
        .hasLineCount(1);
  }

  private int runPrivately(String... changed) {
    String[] endpoints = {
      "--ann-index-endpoint",
      peered,
      "--ann-deployed-index-id",
      "peered",
      "--exact-index-endpoint",
      attached,
      "--exact-deployed-index-id",
      "attached",
      "--exact-match-address",
      shop.privateAddress(),
    };
    String[] all = new String[endpoints.length + changed.length];
    System.arraycopy(endpoints, 0, all, 0, endpoints.length);
    System.arraycopy(changed, 0, all, endpoints.length, changed.length);
    return step.run(all);
  }
}
