package dev.visualsimilarity.deployindex;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.aiplatform.v1.CreateIndexEndpointRequest;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of an endpoint whose deployment failed. */
class LeftEndpointTest {

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
  void anEndpointWhoseDeploymentFailedIsUsedTheNextTime() throws IOException {
    String id = "A" + "b".repeat(100);
    assertThat(step.run("--deployed-index-id", id, "--machine-type", "n2-standard-8")).isEqualTo(1);
    assertThat(step.errors()).contains("n2-standard-8");
    String left = step.endpoints().get(0).getName();
    assertThat(step.endpoints())
        .singleElement()
        .extracting(IndexEndpoint::getDeployedIndexesCount)
        .isEqualTo(0);

    assertThat(step.run("--deployed-index-id", id)).as(step.errors()).isZero();
    assertThat(step.parameter("index_endpoint")).isEqualTo(left);
    assertThat(step.endpoints())
        .singleElement()
        .extracting(IndexEndpoint::getDeployedIndexesCount)
        .isEqualTo(1);
    assertThat(step.operations()).hasSize(1);
  }

  @Test
  void anEndpointThatWasLeftIsFoundBehindTheFirstPages() throws IOException {
    createOthers(120);
    assertThat(step.run("--deployed-index-id", "a1", "--machine-type", "n2-standard-8"))
        .isEqualTo(1);
    assertThat(step.run("--deployed-index-id", "a1")).as(step.errors()).isZero();
    assertThat(step.run("--deployed-index-id", "a1")).as(step.errors()).isZero();
    assertThat(step.endpoints()).hasSize(121);
    assertThat(step.endpoints()).filteredOn(one -> one.getDeployedIndexesCount() == 1).hasSize(1);
  }

  @Test
  void anEndpointThatIsNotLeftOverIsNotUsed() throws IOException {
    assertThat(step.run("--deployed-index-id", "a1", "--machine-type", "n2-standard-8"))
        .isEqualTo(1);
    assertThat(step.run("--deployed-index-id", "a2")).as(step.errors()).isZero();
    assertThat(step.endpoints()).hasSize(2);
    assertThat(
            step.run(
                "--deployed-index-id", "a1",
                "--public-endpoint-enabled", "false",
                "--network", "projects/123/global/networks/vpc"))
        .as(step.errors())
        .isZero();
    assertThat(step.endpoints()).hasSize(3);
    assertThat(step.endpoint(step.parameter("index_endpoint")).getNetwork())
        .isEqualTo("projects/123/global/networks/vpc");
    assertThat(step.run("--deployed-index-id", "A2")).as(step.errors()).isZero();
    assertThat(step.endpoints()).hasSize(4);
  }

  private void createOthers(int count) {
    CreateIndexEndpointRequest request =
        CreateIndexEndpointRequest.newBuilder()
            .setParent(DeployIndexStep.PARENT.toString())
            .setIndexEndpoint(
                IndexEndpoint.newBuilder().setDisplayName("other").setPublicEndpointEnabled(true))
            .build();
    for (int i = 0; i < count; i++) {
      step.clients().indexEndpoints().createIndexEndpointCallable().call(request);
    }
    long end = System.nanoTime() + 30_000_000_000L;
    while (step.endpoints().size() < count && System.nanoTime() < end) {
      LockSupport.parkNanos(20_000_000);
    }
    assertThat(step.endpoints()).hasSize(count);
  }
}
