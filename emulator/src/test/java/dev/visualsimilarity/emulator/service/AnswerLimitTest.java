package dev.visualsimilarity.emulator.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.gax.rpc.InvalidArgumentException;
import com.google.api.gax.rpc.ResourceExhaustedException;
import com.google.cloud.aiplatform.v1.FindNeighborsRequest;
import com.google.cloud.aiplatform.v1.FindNeighborsResponse;
import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import com.google.cloud.aiplatform.v1.ReadIndexDatapointsRequest;
import java.nio.file.Path;
import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that ask for more than the emulator holds in memory for one. */
class AnswerLimitTest {
  private static final int DATAPOINTS = 2000;
  private static final int TOKENS = 100_000;
  private static final int MEBIBYTE = 1 << 20;

  @TempDir static Path directory;
  private static Clients clients;
  private static IndexEndpoint endpoint;

  @BeforeAll
  static void deploy() throws Exception {
    clients = new Clients();
    endpoint = Samples.publicEndpoint(clients);
    deploy(
        "many",
        IntStream.range(0, DATAPOINTS)
            .mapToObj(i -> "{\"id\": \"p%d\", \"embedding\": [%d]}".formatted(i, i))
            .toArray(String[]::new));
    String tokens =
        IntStream.range(0, TOKENS)
            .mapToObj(i -> "\"%d\"".formatted(i))
            .collect(Collectors.joining(", "));
    deploy(
        "restricted",
        "{\"id\": \"p\", \"embedding\": [1], \"restricts\": [{\"namespace\": \"n\", \"allow\": [%s]}]}"
            .formatted(tokens));
    deploy("named", "{\"id\": \"%s\", \"embedding\": [1]}".formatted("x".repeat(MEBIBYTE)));
  }

  @AfterAll
  static void stop() {
    clients.close();
  }

  @Test
  void neighborsAreCountedOfAllQueries() {
    assertThat(find("many", 10, DATAPOINTS, false).getNearestNeighbors(9).getNeighborsCount())
        .isEqualTo(DATAPOINTS);
    refuses(() -> find("many", 600, DATAPOINTS, false));
  }

  @Test
  void asManyAsThereAreAreCounted() {
    assertThat(find("restricted", 600, DATAPOINTS, false).getNearestNeighborsCount())
        .isEqualTo(600);
  }

  @Test
  void queriesAreCountedWhateverTheyAsk() {
    refuses(() -> findNothing(600_000));
  }

  @Test
  void restrictsAreCountedWhereTheyAreReturned() {
    assertThat(find("restricted", 40, 1, false).getNearestNeighborsCount()).isEqualTo(40);
    assertThat(
            find("restricted", 2, 1, true)
                .getNearestNeighbors(1)
                .getNeighbors(0)
                .getDatapoint()
                .getRestricts(0)
                .getAllowListCount())
        .isEqualTo(TOKENS);
    refuses(() -> find("restricted", 40, 1, true));
    refuses(() -> read("restricted", "p", 40));
  }

  @Test
  void idsAreCountedByTheirLength() {
    assertThat(find("named", 2, 1, false).getNearestNeighborsCount()).isEqualTo(2);
    refuses(() -> find("named", 100, 1, false));
  }

  /** It is refused for what it is, or not even read. */
  @Test
  void aRequestMayHave64MebibytesAndNoMore() {
    assertThatThrownBy(() -> findOne(63 * MEBIBYTE))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("dimensions");
    assertThatThrownBy(() -> findOne(65 * MEBIBYTE))
        .isInstanceOf(ResourceExhaustedException.class)
        .hasMessageContaining("67108864");
  }

  /** 2.4 MB, which parsed would be fifty times as large. */
  @Test
  void aRequestOfVeryManyEmptyMessagesIsNotParsed() {
    assertThatThrownBy(() -> findNothing(1_200_000))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("more than 1048576 messages");
    assertThat(find("many", 1, 1, false).getNearestNeighborsCount()).isEqualTo(1);
  }

  private static void deploy(String id, String... lines) throws Exception {
    Path batch = Samples.batch(directory.resolve(id), lines);
    Index index =
        Samples.create(clients, Samples.index(id, Samples.metadata(batch, 1, Samples.BRUTE_FORCE)));
    Samples.deploy(clients, endpoint, index, id);
  }

  private static FindNeighborsResponse find(
      String id, int queries, int neighbors, boolean fullDatapoints) {
    return clients.match.findNeighbors(
        FindNeighborsRequest.newBuilder()
            .setIndexEndpoint(endpoint.getName())
            .setDeployedIndexId(id)
            .addAllQueries(Collections.nCopies(queries, Samples.query(neighbors, 1)))
            .setReturnFullDatapoint(fullDatapoints)
            .build());
  }

  private static void findNothing(int queries) {
    FindNeighborsResponse unused =
        clients.match.findNeighbors(
            FindNeighborsRequest.newBuilder()
                .setIndexEndpoint(endpoint.getName())
                .setDeployedIndexId("many")
                .addAllQueries(
                    Collections.nCopies(queries, FindNeighborsRequest.Query.getDefaultInstance()))
                .build());
  }

  /** Of two dimensions, where the index has one. */
  private static void findOne(int idBytes) {
    FindNeighborsRequest.Query.Builder query = Samples.query(1, 1, 1).toBuilder();
    query.getDatapointBuilder().setDatapointId("x".repeat(idBytes));
    FindNeighborsResponse unused =
        clients.match.findNeighbors(
            FindNeighborsRequest.newBuilder()
                .setIndexEndpoint(endpoint.getName())
                .setDeployedIndexId("many")
                .addQueries(query)
                .build());
  }

  private static void read(String deployedIndexId, String id, int times) {
    Object unused =
        clients.match.readIndexDatapoints(
            ReadIndexDatapointsRequest.newBuilder()
                .setIndexEndpoint(endpoint.getName())
                .setDeployedIndexId(deployedIndexId)
                .addAllIds(Collections.nCopies(times, id))
                .build());
  }

  private static void refuses(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("256 MiB at most");
  }
}
