package dev.visualsimilarity.pipeline.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.aiplatform.v1.IndexEndpoint;
import dev.visualsimilarity.vertexai.cleanup.Inventory;
import dev.visualsimilarity.vertexai.cleanup.InventoryText;
import dev.visualsimilarity.vertexai.cleanup.Removal;
import dev.visualsimilarity.vertexai.cleanup.Selection;
import dev.visualsimilarity.vertexai.cleanup.VectorSearch;
import dev.visualsimilarity.vertexai.deployment.DeployedIds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RemovalTest {

  private static final Map<String, String> OURS = Map.of("run", "r1", "team", "search");
  private static final Selection SELECTION = new Selection(Map.of("run", "r1"), Optional.empty());

  @TempDir Path folder;

  @Test
  void whatIsStoppedHalfWayIsRemovedByTheNextRun() throws Exception {
    try (TestResources resources = new TestResources(folder, Duration.ofMillis(200));
        VectorSearch service = service(resources)) {
      String index = resources.index("ours", OURS);
      String endpoint = resources.endpoint("ours", OURS);
      resources.deploy(endpoint, index, "first");
      resources.deploy(endpoint, index, "second");
      Inventory inventory = service.inventory(TestResources.PARENT, SELECTION);

      Thread removal =
          new Thread(
              () -> {
                try {
                  new Removal(service).run(inventory);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      removal.start();
      while (resources.deployments().size() == 2) {
        LockSupport.parkNanos(5_000_000);
      }
      removal.interrupt();
      removal.join();
      assertThat(resources.indexes()).containsExactly("ours");
      assertThat(resources.endpoints()).hasSize(1);

      assertThat(new Removal(service).run(service.inventory(TestResources.PARENT, SELECTION)))
          .isEmpty();
      assertThat(resources.indexes()).isEmpty();
      assertThat(resources.endpoints()).isEmpty();
      assertThat(service.inventory(TestResources.PARENT, SELECTION).isEmpty()).isTrue();
    }
  }

  @Test
  void whatSomebodyElseRemovedMeanwhileIsNoFailure() throws Exception {
    try (TestResources resources = new TestResources(folder, Duration.ZERO);
        VectorSearch service = service(resources)) {
      String gone = resources.index("gone", OURS);
      String there = resources.index("there", OURS);
      String endpoint = resources.endpoint("gone", OURS);
      String other = resources.endpoint("there", OURS);
      resources.deploy(endpoint, gone, "gone");
      resources.deploy(other, there, "there");
      Inventory before = service.inventory(TestResources.PARENT, SELECTION);

      assertThat(service.undeploy(endpoint, "gone")).isTrue();
      assertThat(service.deleteEndpoint(endpoint)).isTrue();
      assertThat(service.deleteIndex(gone)).isTrue();
      assertThat(service.deleteIndex(gone)).isFalse();

      assertThat(new Removal(service).run(before)).isEmpty();
      assertThat(resources.indexes()).isEmpty();
      assertThat(resources.endpoints()).isEmpty();
    }
  }

  @Test
  void whatFailsIsToldAndDoesNotKeepTheRest() throws Exception {
    try (TestResources resources = new TestResources(folder, Duration.ZERO);
        VectorSearch service = service(resources)) {
      String busy = resources.index("busy", OURS);
      resources.index("free", OURS);
      String endpoint = resources.endpoint("theirs", Map.of());
      Inventory before = service.inventory(TestResources.PARENT, SELECTION);
      resources.deploy(endpoint, busy, "late");

      assertThat(new Removal(service).run(before))
          .singleElement()
          .asString()
          .contains("deleting " + busy);
      assertThat(resources.indexes()).containsExactly("busy");
      assertThat(resources.deployments()).containsExactly("late");
    }
  }

  @Test
  void whatOthersUseIsKept() throws Exception {
    try (TestResources resources = new TestResources(folder, Duration.ZERO);
        VectorSearch service = service(resources)) {
      String ours = resources.index("ours", OURS);
      String theirs = resources.index("theirs", Map.of("run", "r2"));
      String ourEndpoint = resources.endpoint("ours", OURS);
      String theirEndpoint = resources.endpoint("theirs", Map.of());
      resources.deploy(ourEndpoint, ours, "ours_here");
      resources.deploy(ourEndpoint, theirs, "theirs_here");
      resources.deploy(theirEndpoint, ours, "ours_there");
      resources.deploy(theirEndpoint, theirs, "theirs_there");

      Inventory inventory = service.inventory(TestResources.PARENT, SELECTION);
      List<String> lines = new InventoryText(inventory).lines();
      assertThat(lines)
          .anyMatch(line -> line.startsWith("undeploy  'ours_here'"))
          .anyMatch(line -> line.startsWith("undeploy  'ours_there'"))
          .anyMatch(
              line ->
                  line.startsWith("keep      " + ourEndpoint)
                      && line.endsWith("which has other deployments"))
          .anyMatch(
              line ->
                  line.startsWith("keep      " + theirEndpoint)
                      && line.endsWith("which does not carry the label"))
          .anyMatch(line -> line.strip().startsWith("its 'theirs_here'") && line.contains("$"))
          .anyMatch(line -> line.startsWith("delete    " + ours));
      assertThat(new Removal(service).run(inventory)).isEmpty();
      assertThat(resources.indexes()).containsExactly("theirs");
      assertThat(resources.deployments()).containsExactly("theirs_here", "theirs_there");
      assertThat(resources.endpoints())
          .extracting(IndexEndpoint::getDisplayName)
          .containsExactlyInAnyOrder("ours", "theirs");
      Inventory left = service.inventory(TestResources.PARENT, SELECTION);
      assertThat(left.isEmpty()).isTrue();
      assertThat(new InventoryText(left).total())
          .startsWith("Nothing of it is deployed: it costs nothing by the hour.")
          .contains(" What is kept goes on costing: 1 deployment: about $");
    }
  }

  @Test
  void aDeploymentOfAnIndexOfOthersGoesWithTheEndpointThatWasMadeForIt() throws Exception {
    try (TestResources resources = new TestResources(folder, Duration.ZERO);
        VectorSearch service = service(resources)) {
      String theirs = resources.index("theirs", Map.of());
      Map<String, String> labels = Map.of("run", "r1", DeployedIds.LABEL, "shoes_ann");
      String endpoint = resources.endpoint("ours", labels);
      resources.deploy(endpoint, theirs, "Shoes_ANN");
      resources.deploy(endpoint, theirs, new DeployedIds("Shoes_ANN").replacing(theirs));
      String shared = resources.endpoint("shared", labels);
      resources.deploy(shared, theirs, "shoes_ann_of_others");
      String later = resources.index("later", Map.of("run", "r2"));
      resources.deploy(shared, later, new DeployedIds("Shoes_ANN").replacing(later));

      Inventory inventory = service.inventory(TestResources.PARENT, SELECTION);
      assertThat(inventory.isEmpty()).isFalse();
      assertThat(new Removal(service).run(inventory)).isEmpty();
      assertThat(resources.deployments())
          .containsExactly(new DeployedIds("Shoes_ANN").replacing(later), "shoes_ann_of_others");
      assertThat(resources.endpoints())
          .extracting(IndexEndpoint::getDisplayName)
          .containsExactly("shared");
      assertThat(resources.indexes()).containsExactly("later", "theirs");
    }
  }

  @Test
  void whatIsStillBeingCreatedIsNamed() throws Exception {
    try (TestResources resources = new TestResources(folder, Duration.ofSeconds(3));
        VectorSearch service = service(resources)) {
      String index = resources.beginIndex("ours", OURS);
      Inventory early = service.inventory(TestResources.PARENT, SELECTION);
      assertThat(early.isEmpty()).isTrue();
      assertThat(new InventoryText(early).lines())
          .singleElement()
          .asString()
          .startsWith("unknown   " + index + ", which is being created: ");
      while (resources.indexes().isEmpty()) {
        LockSupport.parkNanos(5_000_000);
      }
      Inventory late = service.inventory(TestResources.PARENT, SELECTION);
      assertThat(new InventoryText(late).lines())
          .singleElement()
          .asString()
          .startsWith("delete    " + index);
    }
  }

  @Test
  void whatIsStillBeingDeployedIsNamedAndDoesNotCostNothing() throws Exception {
    try (TestResources resources = new TestResources(folder, Duration.ofSeconds(3));
        VectorSearch service = service(resources)) {
      String index = resources.index("ours", OURS);
      String endpoint = resources.endpoint("ours", OURS);
      resources.beginDeployment(endpoint, index, "shop");
      Inventory early = service.inventory(TestResources.PARENT, SELECTION);
      Selection byId = new Selection(Map.of(), Set.of("shop"), Optional.empty());
      Selection others = new Selection(Map.of("run", "r2"), Optional.empty());
      assertThat(early.beingDeployed()).containsExactly("'shop' to " + endpoint);
      assertThat(service.inventory(TestResources.PARENT, byId).beingDeployed()).hasSize(1);
      assertThat(service.inventory(TestResources.PARENT, others).beingDeployed()).isEmpty();
      assertThat(new InventoryText(early).lines())
          .anyMatch(line -> line.startsWith("deploying 'shop' to " + endpoint + ": "));
      assertThat(new InventoryText(early).total())
          .isEqualTo("What is being deployed costs by the hour when it is done.");
      while (resources.deployments().isEmpty()) {
        LockSupport.parkNanos(5_000_000);
      }
      Inventory late = service.inventory(TestResources.PARENT, SELECTION);
      assertThat(late.beingDeployed()).isEmpty();
      assertThat(late.undeployedIds()).containsExactly("shop");
    }
  }

  private static VectorSearch service(TestResources resources) {
    return new VectorSearch(resources.api(), Duration.ofSeconds(30));
  }
}
