package dev.visualsimilarity.deployindex;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.aiplatform.v1.AutomaticResources;
import com.google.cloud.aiplatform.v1.DeployIndexResponse;
import com.google.cloud.aiplatform.v1.DeployedIndex;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An endpoint that has as many deployments as it takes. */
class FullEndpointTest {

  @TempDir Path folder;
  private DeployIndexStep step;
  private String endpoint;

  @BeforeEach
  void start() throws Exception {
    step = new DeployIndexStep(folder);
    step.useNewIndex("SHARD_SIZE_SMALL");
    assertThat(step.run("--deployed-index-id", "a1")).as(step.errors()).isZero();
    endpoint = step.parameter("index_endpoint");
    List<Future<DeployIndexResponse>> others =
        IntStream.rangeClosed(2, 20).mapToObj(number -> deploy("a" + number)).toList();
    for (Future<DeployIndexResponse> other : others) {
      other.get(30, TimeUnit.SECONDS);
    }
  }

  @AfterEach
  void stop() {
    step.close();
  }

  @Test
  void takesNoOther() {
    assertThat(step.run("--deployed-index-id", "b", "--index-endpoint", endpoint)).isEqualTo(1);
    assertThat(step.errors().strip())
        .contains(
            endpoint + " has 20 deployments, as many as it takes", "give another --index-endpoint")
        .hasLineCount(1);
  }

  @Test
  void takesNoIndexBesideTheOneThatItReplaces() throws Exception {
    step.useNewIndex("SHARD_SIZE_SMALL");
    assertThat(step.run("--deployed-index-id", "a1", "--drain-minutes", "0")).isEqualTo(1);
    assertThat(step.errors().strip())
        .contains("as many as it takes", "beside [a1] before that goes", "undeploy one")
        .hasLineCount(1);
    assertThat(step.endpoints())
        .singleElement()
        .extracting(IndexEndpoint::getDeployedIndexesCount)
        .isEqualTo(20);
  }

  @Test
  void servesWhatItHas() {
    assertThat(step.run("--deployed-index-id", "a1")).as(step.errors()).isZero();
  }

  private Future<DeployIndexResponse> deploy(String id) {
    DeployedIndex deployment =
        DeployedIndex.newBuilder()
            .setId(id)
            .setIndex(step.index())
            .setAutomaticResources(AutomaticResources.newBuilder().setMinReplicaCount(1))
            .build();
    return step.clients().indexEndpoints().deployIndexAsync(endpoint, deployment);
  }
}
