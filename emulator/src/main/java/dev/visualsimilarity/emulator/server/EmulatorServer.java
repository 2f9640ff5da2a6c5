package dev.visualsimilarity.emulator.server;

import dev.visualsimilarity.emulator.extension.EmulatorExtension;
import dev.visualsimilarity.emulator.extension.ExtensionContext;
import dev.visualsimilarity.emulator.service.Addresses;
import dev.visualsimilarity.emulator.service.EmulatorServices;
import dev.visualsimilarity.emulator.state.MemoryStore;
import dev.visualsimilarity.emulator.state.StateDirectory;
import dev.visualsimilarity.emulator.state.StateException;
import dev.visualsimilarity.emulator.state.StateStore;
import dev.visualsimilarity.storage.IoMessages;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.Storages;
import io.grpc.BindableService;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running Vector Search emulator: IndexService, IndexEndpointService, MatchService and operations
 * of {@code google.cloud.aiplatform.v1} over plaintext gRPC at one port, the MatchService of
 * private endpoints at another, both with reflection and health. Extensions add services to the
 * former. What it holds is gone when it is closed, unless it has a data directory.
 *
 * <pre>{@code
 * try (EmulatorServer emulator = EmulatorServer.start(EmulatorOptions.defaults())) {
 *   client.connect(emulator.endpoint());
 * }
 * }</pre>
 */
public final class EmulatorServer implements Closeable {
  /** The environment variable by which clients find an emulator: HOST:PORT. */
  public static final String HOST_VARIABLE = "VERTEX_AI_VECTOR_SEARCH_EMULATOR_HOST";

  private static final Logger log = LoggerFactory.getLogger(EmulatorServer.class);
  private static final long GRACE_SECONDS = 5;

  private final Listener publicListener;
  private final Listener privateListener;
  private final ScheduledExecutorService operations;
  private final List<EmulatorExtension> extensions = new ArrayList<>();
  private final Storage storage;
  private final StateStore store;
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmulatorServer(
      EmulatorOptions options,
      List<EmulatorExtension.Factory> factories,
      Storage storage,
      StateStore store)
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
    List<BindableService> publicServices = new ArrayList<>(services.publicServices());
    ExtensionContext context =
        new ExtensionContext(services.operations(), this::endpoint, options.dataDirectory());
    try {
      for (EmulatorExtension.Factory factory : factories) {
        EmulatorExtension extension = factory.create(context);
        extensions.add(extension);
        publicServices.addAll(extension.services());
      }
    } catch (IOException | RuntimeException e) {
      extensions.forEach(EmulatorExtension::close);
      operations.shutdownNow();
      throw e;
    }
    this.publicListener = new Listener(options.host(), options.port(), publicServices);
    this.privateListener =
        new Listener(options.host(), options.privatePort(), services.privateServices());
  }

  /**
   * Starts an emulator that reads index data with the application-default credentials.
   *
   * @throws StateException if the data directory cannot be used
   * @throws IOException if an address is taken or not this machine's
   */
  public static EmulatorServer start(EmulatorOptions options) throws IOException {
    return start(options, List.of());
  }

  /**
   * Starts an emulator that serves more than Vector Search, and reads index data with the
   * application-default credentials.
   *
   * @throws StateException if the data directory cannot be used
   * @throws IOException if an address is taken or not this machine's
   */
  public static EmulatorServer start(
      EmulatorOptions options, List<EmulatorExtension.Factory> extensions) throws IOException {
    return start(options, extensions, Storages.create());
  }

  /**
   * Starts an emulator.
   *
   * @param storage where index data is read from; closed with the emulator
   * @throws StateException if the data directory cannot be used
   * @throws IOException if an address is taken or not this machine's
   */
  public static EmulatorServer start(EmulatorOptions options, Storage storage) throws IOException {
    return start(options, List.of(), storage);
  }

  private static EmulatorServer start(
      EmulatorOptions options, List<EmulatorExtension.Factory> extensions, Storage storage)
      throws IOException {
    EmulatorServer emulator = restored(options, extensions, storage);
    try {
      // First: the public service tells the address of the private one.
      emulator.privateListener.start();
      emulator.publicListener.start();
      emulator.extensions.forEach(EmulatorExtension::start);
    } catch (IOException e) {
      emulator.close();
      throw e;
    }
    return emulator;
  }

  private static EmulatorServer restored(
      EmulatorOptions options, List<EmulatorExtension.Factory> extensions, Storage storage)
      throws StateException {
    StateStore store = new MemoryStore();
    try {
      if (options.dataDirectory().isPresent()) {
        store = StateDirectory.open(options.dataDirectory().get(), EmulatorServices.entryTypes());
      }
      return new EmulatorServer(options, extensions, storage, store);
    } catch (IOException e) {
      close(store);
      storage.close();
      throw e instanceof StateException state ? state : new StateException(reason(e));
    } catch (RuntimeException e) {
      close(store);
      storage.close();
      throw e;
    }
  }

  /** The message of what a file system refuses is often the file's name alone. */
  private static String reason(IOException e) {
    return e instanceof FileSystemException
        ? "the state cannot be kept: %s; mend that or give another --data-dir"
            .formatted(IoMessages.of(e))
        : e.getMessage();
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

  /** What the extensions have to say to who starts it. */
  public List<String> announcement() {
    return extensions.stream().flatMap(extension -> extension.announcement().stream()).toList();
  }

  /** Waits until it is closed. */
  public void awaitTermination() throws InterruptedException {
    publicListener.awaitTermination();
  }

  /** Lets what is running finish, for a few seconds, and stops. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    publicListener.shutdown();
    privateListener.shutdown();
    operations.shutdown();
    publicListener.finish(GRACE_SECONDS);
    privateListener.finish(GRACE_SECONDS);
    extensions.forEach(EmulatorExtension::close);
    try {
      if (!operations.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS)) {
        operations.shutdownNow();
      }
    } catch (InterruptedException e) {
      operations.shutdownNow();
      Thread.currentThread().interrupt();
    }
    close(store);
    storage.close();
  }

  private static void close(StateStore store) {
    try {
      store.close();
    } catch (IOException e) {
      log.warn("the state is not closed: {}", e.toString());
    }
  }

  private static ScheduledExecutorService operationThreads() {
    AtomicInteger count = new AtomicInteger();
    ScheduledThreadPoolExecutor threads =
        new ScheduledThreadPoolExecutor(
            Math.max(2, Runtime.getRuntime().availableProcessors()),
            task -> {
              Thread thread = new Thread(task, "operation-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    return threads;
  }
}
