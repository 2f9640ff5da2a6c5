package dev.visualsimilarity.emulator.server;

import dev.visualsimilarity.emulator.service.EmulatorServices;
import dev.visualsimilarity.storage.Storage;
import dev.visualsimilarity.storage.Storages;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A running Vector Search emulator: IndexService, IndexEndpointService, MatchService and operations
 * of {@code google.cloud.aiplatform.v1} over plaintext gRPC, with reflection and health. Its
 * indexes are in memory and gone when it is closed.
 *
 * <pre>{@code
 * try (EmulatorServer emulator = EmulatorServer.start(EmulatorOptions.defaults())) {
 *   client.connect(emulator.endpoint());
 * }
 * }</pre>
 */
public final class EmulatorServer implements Closeable {
  private static final int MAX_REQUEST_BYTES = 64 << 20;
  private static final long GRACE_SECONDS = 5;

  private final Server server;
  private final EmulatorOptions options;
  private final ScheduledExecutorService operations;
  private final HealthStatusManager health;
  private final Storage storage;

  private EmulatorServer(EmulatorOptions options) {
    this.options = options;
    this.storage = Storages.create();
    this.health = new HealthStatusManager();
    this.operations = operationThreads();
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(options.host(), options.port()))
            .maxInboundMessageSize(MAX_REQUEST_BYTES)
            .addService(ProtoReflectionServiceV1.newInstance())
            .addService(health.getHealthService());
    List<BindableService> services =
        EmulatorServices.create(
            storage, Clock.systemUTC(), operations, options.operationDelay(), this::address);
    services.forEach(builder::addService);
    this.server = builder.build();
  }

  /**
   * Starts an emulator.
   *
   * @throws IOException if the address is taken or not this machine's
   */
  public static EmulatorServer start(EmulatorOptions options) throws IOException {
    EmulatorServer emulator = new EmulatorServer(options);
    try {
      emulator.server.start();
    } catch (IOException e) {
      emulator.close();
      throw e;
    }
    return emulator;
  }

  /** The port that it listens on. */
  public int port() {
    return server.getPort();
  }

  /** HOST:PORT for clients. */
  public String address() {
    String host = options.host();
    // A client cannot connect to the address that stands for all of a machine's.
    String reachable = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
    return (reachable.contains(":") ? "[" + reachable + "]" : reachable) + ":" + port();
  }

  /** {@code http://HOST:PORT}, as the components' {@code --api-endpoint} takes it. */
  public String endpoint() {
    return "http://" + address();
  }

  /** Waits until it is closed. */
  public void awaitTermination() throws InterruptedException {
    server.awaitTermination();
  }

  /** Lets the requests that are running finish, for a few seconds, and stops. */
  @Override
  public void close() {
    health.enterTerminalState();
    server.shutdown();
    operations.shutdownNow();
    try {
      if (!server.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS)) {
        server.shutdownNow();
      }
    } catch (InterruptedException e) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    }
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
