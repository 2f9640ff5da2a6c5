package dev.visualsimilarity.deployindex;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.aiplatform.v1.DeployedIndex;
import dev.visualsimilarity.testing.grpc.GrpcProxy;
import dev.visualsimilarity.testing.grpc.GrpcProxy.Moment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The connection breaks after the service has begun something, and before the step hears of it. */
class LostAnswerTest {

  @TempDir Path folder;
  private DeployIndexStep step;
  private GrpcProxy proxy;

  @BeforeEach
  void start() throws Exception {
    step = new DeployIndexStep(folder, Duration.ofMillis(400));
    step.useNewIndex("SHARD_SIZE_SMALL");
    proxy = new GrpcProxy(step.port());
  }

  @AfterEach
  void stop() {
    proxy.close();
    step.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"CreateIndexEndpoint", "DeployIndex", "MutateDeployedIndex", "UndeployIndex"})
  void whatWasNotHeardOfIsGoneOnWith(String broken) throws Exception {
    boolean changes = broken.equals("MutateDeployedIndex");
    boolean replaces = broken.equals("UndeployIndex");
    if (changes || replaces) {
      assertThat(step.run("--deployed-index-id", "a1")).as(step.errors()).isZero();
    }
    if (replaces) {
      step.useNewIndex("SHARD_SIZE_SMALL");
    }
    AtomicBoolean done = new AtomicBoolean();
    proxy.listen(
        (moment, method, number) -> {
          if (moment == Moment.ANSWER && method.equals(broken) && !done.getAndSet(true)) {
            proxy.breakConnections();
          }
        });
    assertThat(
            step.runAt(
                proxy.endpoint(),
                "--deployed-index-id",
                "a1",
                "--max-replica-count",
                changes ? "3" : "2",
                "--drain-minutes",
                "0"))
        .as(step.errors())
        .isZero();
    assertThat(Collections.frequency(proxy.methods(), broken)).isEqualTo(1);
    assertThat(step.endpoints())
        .singleElement()
        .satisfies(
            endpoint ->
                assertThat(endpoint.getDeployedIndexesList())
                    .extracting(DeployedIndex::getIndex)
                    .containsExactly(step.index()));
  }
}
