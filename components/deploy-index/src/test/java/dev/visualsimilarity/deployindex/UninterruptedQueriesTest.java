package dev.visualsimilarity.deployindex;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.gax.rpc.ApiException;
import com.google.cloud.aiplatform.v1.DeployedIndex;
import com.google.cloud.aiplatform.v1.FindNeighborsRequest;
import com.google.cloud.aiplatform.v1.IndexDatapoint;
import com.google.cloud.aiplatform.v1.MatchServiceClient;
import com.google.protobuf.util.Timestamps;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that queries all the time while one index replaces another. */
class UninterruptedQueriesTest {

  @TempDir Path folder;
  private DeployIndexStep step;

  @BeforeEach
  void start() throws Exception {
    step = new DeployIndexStep(folder, Duration.ofMillis(300));
    step.useNewIndex("SHARD_SIZE_SMALL");
  }

  @AfterEach
  void stop() {
    step.close();
  }

  @Test
  void noQueryFailsWhileIndexesAreReplacedThreeTimes() throws Exception {
    assertThat(step.run("--deployed-index-id", "a1")).isZero();
    String endpoint = step.parameter("index_endpoint");
    AtomicBoolean done = new AtomicBoolean();
    Client client = new Client(endpoint, step.clients().matches(step.parameter("match_address")));
    CompletableFuture<Void> queries = CompletableFuture.runAsync(() -> client.query(done));
    for (int i = 0; i < 3; i++) {
      step.useNewIndex("SHARD_SIZE_SMALL");
      assertThat(step.run("--deployed-index-id", "a1", "--drain-minutes", "0.05"))
          .as(step.errors())
          .isZero();
    }
    done.set(true);
    queries.get(30, TimeUnit.SECONDS);
    assertThat(client.failures).isEmpty();
    assertThat(client.asked).as("deployments that were queried").hasSizeGreaterThanOrEqualTo(3);
    assertThat(client.answers).isGreaterThan(100);
  }

  /** Looks each half second for the youngest deployment of the id, as the README tells clients. */
  private final class Client {
    private final String endpoint;
    private final MatchServiceClient matches;
    private final List<String> failures = new ArrayList<>();
    private final Set<String> asked = new TreeSet<>();
    private int answers;

    Client(String endpoint, MatchServiceClient matches) {
      this.endpoint = endpoint;
      this.matches = matches;
    }

    void query(AtomicBoolean done) {
      while (!done.get()) {
        String id = youngest();
        long looked = System.nanoTime();
        while (System.nanoTime() - looked < TimeUnit.MILLISECONDS.toNanos(500)) {
          ask(id);
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
      }
    }

    private String youngest() {
      return step.endpoint(endpoint).getDeployedIndexesList().stream()
          .filter(deployed -> deployed.getId().matches("a1(_[0-9a-f]{8})?"))
          .max(Comparator.comparing(DeployedIndex::getCreateTime, Timestamps.comparator()))
          .orElseThrow()
          .getId();
    }

    private void ask(String id) {
      FindNeighborsRequest request =
          FindNeighborsRequest.newBuilder()
              .setIndexEndpoint(endpoint)
              .setDeployedIndexId(id)
              .addQueries(
                  FindNeighborsRequest.Query.newBuilder()
                      .setDatapoint(
                          IndexDatapoint.newBuilder().addFeatureVector(0).addFeatureVector(1))
                      .setNeighborCount(1))
              .build();
      asked.add(id);
      try {
        answers += matches.findNeighbors(request).getNearestNeighborsCount();
      } catch (ApiException e) {
        failures.add(id + ": " + e.getMessage());
      }
    }
  }
}
