package dev.visualsimilarity.queryindex.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.visualsimilarity.error.UserException;
import dev.visualsimilarity.vertexai.match.NeighborSearch;
import dev.visualsimilarity.vertexai.match.SearchFilter;
import dev.visualsimilarity.vertexai.match.SearchOptions;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LoadTestTest {

  private static final SearchOptions OPTIONS = new SearchOptions(10, SearchFilter.none());
  private static final List<float[]> VECTORS = List.of(new float[] {1}, new float[] {2});

  @Test
  void asksOneQueryARequestAndAllVectorsInTurn() throws Exception {
    AtomicInteger first = new AtomicInteger();
    AtomicInteger asked = new AtomicInteger();
    NeighborSearch search =
        (vectors, options) -> {
          assertThat(vectors).hasSize(1);
          assertThat(options).isEqualTo(OPTIONS);
          first.addAndGet(vectors.get(0)[0] == 1 ? 1 : 0);
          asked.incrementAndGet();
          return List.of(List.of());
        };
    Load load = new LoadTest(search, OPTIONS, VECTORS).run(1);
    assertThat(load.clients()).isEqualTo(1);
    assertThat(load.latency().count()).isEqualTo(200);
    assertThat(load.queriesPerSecond()).isPositive();
    assertThat(asked).hasValue(220);
    assertThat(first).hasValue(110);
  }

  @Test
  @Timeout(60)
  void clientsAskAtOnce() throws Exception {
    // Opens only when as many wait as there are clients.
    CyclicBarrier together = new CyclicBarrier(4);
    NeighborSearch search =
        (vectors, options) -> {
          try {
            together.await(30, TimeUnit.SECONDS);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
          return List.of(List.of());
        };
    assertThat(new LoadTest(search, OPTIONS, VECTORS).run(4).latency().count()).isEqualTo(200);
  }

  @Test
  void theFailureOfAQueryIsToldAsItIs() {
    NeighborSearch search =
        (vectors, options) -> {
          throw UserException.failed("no quota");
        };
    assertThatThrownBy(() -> new LoadTest(search, OPTIONS, VECTORS).run(2))
        .isInstanceOf(UserException.class)
        .hasMessage("no quota");
  }
}
