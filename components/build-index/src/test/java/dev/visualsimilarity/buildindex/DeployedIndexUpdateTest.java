package dev.visualsimilarity.buildindex;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.aiplatform.v1.AutomaticResources;
import com.google.cloud.aiplatform.v1.DeployedIndex;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import com.google.cloud.aiplatform.v1.IndexEndpointServiceClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An update of an index that is served. */
class DeployedIndexUpdateTest {

  @TempDir Path folder;
  private BuildIndexStep step;

  @BeforeEach
  void start() throws IOException {
    step = new BuildIndexStep(folder);
    step.data("{\"id\":\"a\",\"embedding\":[1,0]}");
  }

  @AfterEach
  void stop() {
    step.close();
  }

  @Test
  void endsWhenTheDeploymentAnswersWithTheNewData() throws Exception {
    assertThat(step.run()).as(step.errors()).isZero();
    String index = step.output("parameters/index");
    deploy(index);
    step.data("{\"id\":\"a\",\"embedding\":[0,1]}", "{\"id\":\"b\",\"embedding\":[1,1]}");
    step.proxy().listen((moment, method, number) -> {});
    step.proxy().rewrite(this::answeringAtTheProxy);
    assertThat(step.run("--index", index)).as(step.errors()).isZero();
    assertThat(step.output("parameters/vectors_count")).isEqualTo("2");
    assertThat(step.proxy().methods())
        .containsSubsequence("UpdateIndex", "GetIndexEndpoint", "ReadIndexDatapoints");
  }

  private byte[] answeringAtTheProxy(String method, byte[] answer) throws IOException {
    return method.equals("GetIndexEndpoint")
        ? IndexEndpoint.parseFrom(answer).toBuilder()
            .setPublicEndpointDomainName(step.proxy().address())
            .build()
            .toByteArray()
        : answer;
  }

  private void deploy(String index) throws Exception {
    IndexEndpointServiceClient endpoints = step.clients().indexEndpoints();
    IndexEndpoint endpoint =
        endpoints
            .createIndexEndpointAsync(
                BuildIndexStep.PARENT,
                IndexEndpoint.newBuilder()
                    .setDisplayName("shoes")
                    .setPublicEndpointEnabled(true)
                    .build())
            .get(30, TimeUnit.SECONDS);
    DeployedIndex deployment =
        DeployedIndex.newBuilder()
            .setId("a1")
            .setIndex(index)
            .setAutomaticResources(AutomaticResources.newBuilder().setMinReplicaCount(1))
            .build();
    endpoints.deployIndexAsync(endpoint.getName(), deployment).get(30, TimeUnit.SECONDS);
  }
}
