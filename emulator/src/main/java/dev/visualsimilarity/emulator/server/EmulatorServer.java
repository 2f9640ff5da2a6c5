package dev.visualsimilarity.emulator.server;

import dev.visualsimilarity.emulator.service.Addresses;
import dev.visualsimilarity.emulator.service.EmulatorServices;
import dev.visualsimilarity.emulator.state.MemoryStore;
import dev.visualsimilarity.emulator.state.StateStore;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.Storages;
import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A running Vector Search emulator: IndexService, IndexEndpointService, MatchService and operations
 * of {@code google.cloud.aiplatform.v1} over plaintext gRPC at one port, the MatchService of
 * private endpoints at another, both with reflection and health. Its indexes are in memory and gone
 * when it is closed.
 *
 * <pre>{@code
 * try (EmulatorServer emulator = EmulatorServer.start(EmulatorOptions.defaults())) {
 *   client.connect(emulator.endpoint());
 * }
 * }</pre>
 */
public final class EmulatorServer implements Closeable {
  private static final long GRACE_SECONDS = 5;

  private final Listener publicListener;
  private final Listener privateListener;
  private final ScheduledExecutorService operations;
  private final Storage storage;
  private final StateStore store;

  private EmulatorServer(EmulatorOptions options, Storage storage, StateStore store)
      throws IOException {
    this.storage = storage;
    this.store = store;
    this.operations = operationThreads();
    EmulatorServices services =
        EmulatorServices.create(
            store,
            storage,
            Clock.systemUTC(),
            operations,
            options.operationDelay(),
            new Addresses(this::address, this::privateAddress));
    this.publicListener = new Listener(options.host(), options.port(), services.publicServices());
    this.privateListener =
        new Listener(options.host(), options.privatePort(), services.privateServices());
  }

  /**
   * Starts an emulator that reads index data with the application-default credentials.
   *
   * @throws IOException if an address is taken or not this machine's
   */
  public static EmulatorServer start(EmulatorOptions options) throws IOException {
    return start(options, Storages.create());
  }

  /**
   * Starts an emulator.
   *
   * @param storage where index data is read from; closed with the emulator
   * @throws IOException if an address is taken or not this machine's
   */
  public static EmulatorServer start(EmulatorOptions options, Storage storage) throws IOException {
    EmulatorServer emulator = new EmulatorServer(options, storage, new MemoryStore());
    try {
      // First: the public service tells the address of the private one.
      emulator.privateListener.start();
      emulator.publicListener.start();
    } catch (IOException e) {
      emulator.close();
      throw e;
    }
    return emulator;
  }

  /** The port that it listens on. */
  public int port() {
    return publicListener.port();
  }

  /** HOST:PORT for clients. */
  public String address() {
    return publicListener.address();
  }

  /** HOST:PORT for clients of private endpoints. */
  public String privateAddress() {
    return privateListener.address();
  }

  /** {@code http://HOST:PORT}, as the components' {@code --api-endpoint} takes it. */
  public String endpoint() {
    return "http://" + address();
  }

  /** Waits until it is closed. */
  public void awaitTermination() throws InterruptedException {
    publicListener.awaitTermination();
  }

  /** Lets the requests that are running finish, for a few seconds, and stops. */
  @Override
  public void close() {
    publicListener.shutdown();
    privateListener.shutdown();
    operations.shutdownNow();
    publicListener.finish(GRACE_SECONDS);
    privateListener.finish(GRACE_SECONDS);
    storage.close();
  }

  private static ScheduledExecutorService operationThreads() {
    AtomicInteger count = new AtomicInteger();
    return Executors.newScheduledThreadPool(
        Math.max(2, Runtime.getRuntime().availableProcessors()),
        task -> {
          Thread thread = new Thread(task, "operation-" + count.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
  }
}
