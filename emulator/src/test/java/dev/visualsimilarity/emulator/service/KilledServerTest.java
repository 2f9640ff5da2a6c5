package dev.visualsimilarity.emulator.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.StatusCode;
import com.google.longrunning.Operation;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * An emulator with a data directory, killed while a client changes what it holds. The client knows
 * what was acknowledged, and the one request that was not.
 */
class KilledServerTest {
  private static final int KILLS = 20;
  private static final int REQUESTS = 100;
  private static final int MAX_PARTS = 17;
  private static final int LONGEST_LIFE_MILLIS = 1200;

  @TempDir Path directory;

  private final Random random = new Random();
  private final Set<String> begunOperations = new ConcurrentSkipListSet<>();
  private final Set<String> endedOperations = new ConcurrentSkipListSet<>();
  private ShopState known = ShopState.EMPTY;
  private Optional<ShopState> requested = Optional.empty();
  private Optional<String> pendingOperation = Optional.empty();
  private int created;
  private int requests;

  @Test
  @Timeout(1200)
  void whatWasAcknowledgedIsThereAfterEveryKill() throws Exception {
    // It would show nothing if hardly anything was done, as on a busy machine.
    for (int kill = 0; kill < KILLS || requests < REQUESTS; kill++) {
      if (kill % 4 == 3) {
        ServerProcess starting = new ServerProcess(data());
        Thread.sleep(random.nextInt(LONGEST_LIFE_MILLIS));
        starting.kill();
      }
      ServerProcess server = new ServerProcess(data());
      try (ShopClient client = new ShopClient(server.address(), directory)) {
        check(client);
        CompletableFuture<Void> killed =
            CompletableFuture.runAsync(
                () -> kill(server),
                CompletableFuture.delayedExecutor(
                    1 + random.nextInt(LONGEST_LIFE_MILLIS), TimeUnit.MILLISECONDS));
        request(client);
        killed.get();
      } finally {
        server.kill();
      }
    }
    ServerProcess last = new ServerProcess(data());
    try (ShopClient client = new ShopClient(last.address(), directory)) {
      check(client);
    } finally {
      last.kill();
    }
    try (Stream<Path> kept = Files.list(data().resolve("contents"))) {
      assertThat(kept).hasSizeLessThanOrEqualTo(MAX_PARTS * known.contents().size());
    }
  }

  private Path data() {
    return directory.resolve("data");
  }

  private static void kill(ServerProcess server) {
    try {
      server.kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * The state is the one before the last request or the one after it, and its operation tells
   * which.
   */
  private void check(ShopClient client) {
    for (String name : begunOperations) {
      Operation operation = client.operation(name);
      assertThat(operation.getDone()).as(name).isTrue();
      assertThat(operation.hasResponse() || !endedOperations.contains(name)).as(name).isTrue();
    }
    ShopState after = requested.orElse(known);
    ShopState found = client.read(known);
    if (!found.equals(known)) {
      found = client.read(after);
    }
    assertThat(found).isIn(known, after);
    if (pendingOperation.isPresent() && !known.equals(after)) {
      assertThat(client.operation(pendingOperation.get()).hasResponse())
          .as("%s, which is %s", pendingOperation, client.operation(pendingOperation.get()))
          .isEqualTo(found.equals(after));
    }
    known = found;
    requested = Optional.empty();
    pendingOperation = Optional.empty();
  }

  /** Sends requests until the server is gone. */
  private void request(ShopClient client) throws Exception {
    try {
      while (true) {
        requestOnce(client);
        known = requested.orElse(known);
        requested = Optional.empty();
        pendingOperation.ifPresent(endedOperations::add);
        pendingOperation = Optional.empty();
        requests++;
      }
    } catch (ApiException e) {
      if (e.getStatusCode().getCode() != StatusCode.Code.UNAVAILABLE) {
        throw e;
      }
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.UNAVAILABLE) {
        throw e;
      }
    }
  }

  private void requestOnce(ShopClient client) throws Exception {
    if (known.contents().size() < 3) {
      SortedMap<String, Integer> contents = datapoints(1 + random.nextInt(30));
      String name = "index-" + created++;
      requested = Optional.of(known.withContents(name, contents));
      client.createIndex(name, contents, this::begun);
      return;
    }
    String index = any(known.contents().keySet());
    SortedMap<String, Integer> contents = new TreeMap<>(known.contents().get(index));
    SortedMap<String, Integer> changes = datapoints(1 + random.nextInt(20));
    switch (random.nextInt(10)) {
      case 0, 1, 2, 3 -> {
        contents.putAll(changes);
        requested = Optional.of(known.withContents(index, contents));
        client.upsert(index, changes);
      }
      case 4, 5 -> {
        contents.keySet().removeAll(changes.keySet());
        requested = Optional.of(known.withContents(index, contents));
        client.remove(index, changes.keySet());
      }
      case 6 -> {
        contents.putAll(changes);
        requested = Optional.of(known.withContents(index, contents));
        client.updateIndex(index, changes, false, this::begun);
      }
      case 7 -> {
        requested = Optional.of(known.withContents(index, changes));
        client.updateIndex(index, changes, true, this::begun);
      }
      default -> deployOrRemove(client, index);
    }
  }

  private void deployOrRemove(ShopClient client, String index) {
    String id = index.replace('-', '_');
    if (known.deployments().containsKey(id)) {
      requested = Optional.of(known.withoutDeployment(id));
      client.undeploy(id, this::begun);
    } else if (random.nextBoolean() || known.contents().get(index).isEmpty()) {
      requested = Optional.of(known.withoutIndex(index));
      client.deleteIndex(index, this::begun);
    } else {
      requested = Optional.of(known.withDeployment(id, index));
      client.deploy(id, index, this::begun);
    }
  }

  private void begun(String operation) {
    begunOperations.add(operation);
    pendingOperation = Optional.of(operation);
  }

  private SortedMap<String, Integer> datapoints(int count) {
    SortedMap<String, Integer> datapoints = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      datapoints.put("p" + random.nextInt(60), random.nextInt(1000));
    }
    return datapoints;
  }

  private String any(Set<String> names) {
    List<String> list = new ArrayList<>(names);
    return list.get(random.nextInt(list.size()));
  }
}
