package dev.visualsimilarity.deployindex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.aiplatform.v1.IndexEndpoint;
import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.vertexai.ApiCalls;
import dev.visualsimilarity.vertexai.ApiEndpoint;
import dev.visualsimilarity.vertexai.deployment.ReadBack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads datapoints back through a deployment of the points a (1, 0) and b (0.1, 1). */
class ReadBackTest {

  @TempDir Path folder;
  private DeployIndexStep step;
  private IndexEndpoint endpoint;
  private ReadBack readBack;

  @BeforeEach
  void start() throws Exception {
    step = new DeployIndexStep(folder);
    step.useNewIndex("SHARD_SIZE_SMALL");
    step.run("--deployed-index-id", "a1");
    endpoint = step.endpoints().get(0);
    ApiCalls calls = new ApiCalls(ApiEndpoint.parse("http://" + step.address(), "us-central1"));
    readBack = new ReadBack(step.clients(), calls, Duration.ofMillis(300));
  }

  @AfterEach
  void stop() {
    step.close();
  }

  @Test
  void vectorsThatPointTheSameWayAreTheSame() {
    assertThatCode(
            () -> readBack.check(endpoint, "a1", Map.of("a", vector(3, 0), "b", vector(0.1f, 1))))
        .doesNotThrowAnyException();
  }

  @Test
  void anotherVectorIsNoticed() {
    assertThatThrownBy(() -> readBack.check(endpoint, "a1", Map.of("a", vector(0.5f, 1))))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(
            "does not answer with the data that were sent: 'a' has another vector");
    assertThatThrownBy(() -> readBack.check(endpoint, "a1", Map.of("a", new float[] {1, 0, 0})))
        .hasMessageContaining("'a' has another vector");
  }

  @Test
  void aDatapointThatIsNotThereIsNoticed() {
    assertThatThrownBy(
            () -> readBack.check(endpoint, "a1", Map.of("a", vector(1, 0), "c", vector(1, 1))))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("'a1' on " + endpoint.getName())
        .hasMessageContaining("not found: datapoint c not found");
  }

  @Test
  void aPrivateEndpointThatIsReachedIsAskedOverItsOwnService() {
    IndexEndpoint peered = peered();
    assertThatCode(() -> readBack.check(peered, "p1", Map.of("a", vector(1, 0))))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> readBack.check(peered, "p1", Map.of("a", vector(0, 1))))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("'a' has another vector");
    assertThatThrownBy(() -> readBack.check(peered, "p1", Map.of("c", vector(1, 1))))
        .hasMessageContaining("'p1' on " + peered.getName());
  }

  @Test
  void aPrivateEndpointThatIsOutOfReachIsNotAsked() throws IOException {
    IndexEndpoint.Builder peered = peered().toBuilder();
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    for (String address : List.of("127.0.0.1:" + closed, "")) {
      peered.getDeployedIndexesBuilder(0).getPrivateEndpointsBuilder().setMatchGrpcAddress(address);
      assertThatCode(() -> readBack.check(peered.build(), "p1", Map.of("c", vector(1, 1))))
          .doesNotThrowAnyException();
    }
  }

  private IndexEndpoint peered() {
    assertThat(
            step.run(
                "--deployed-index-id", "p1",
                "--public-endpoint-enabled", "false",
                "--network", "projects/1/global/networks/vpc"))
        .as(step.errors())
        .isZero();
    return step.endpoints().stream()
        .filter(one -> !one.getNetwork().isEmpty())
        .findFirst()
        .orElseThrow();
  }

  private static float[] vector(float... components) {
    return components;
  }
}
