package dev.visualsimilarity.emulator.server;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Services at one address over plaintext gRPC, with reflection and health. */
final class Listener {
  private static final int MAX_REQUEST_BYTES = 64 << 20;

  /** A client's further calls wait with the client. */
  private static final int CALLS_PER_CONNECTION = 128;

  private static final int MAX_CALLS = 1024;

  private final String host;
  private final int requestedPort;
  private final ExecutorService threads;
  private final Server server;
  private final HealthStatusManager health = new HealthStatusManager();

  /**
   * @param port 0 = any that is free
   */
  Listener(String host, int port, List<BindableService> services) {
    this.host = host;
    this.requestedPort = port;
    this.threads = Executors.newFixedThreadPool(threadCount(), Listener::thread);
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(host, port))
            .executor(threads)
            .maxInboundMessageSize(MAX_REQUEST_BYTES)
            .maxConcurrentCallsPerConnection(CALLS_PER_CONNECTION)
            .intercept(new CallLimit(MAX_CALLS))
            .intercept(new RequestLog())
            .addService(ProtoReflectionServiceV1.newInstance())
            .addService(health.getHealthService());
    services.forEach(service -> builder.addService(CountedRequests.of(service)));
    this.server = builder.build();
  }

  /**
   * Begins to answer.
   *
   * @throws IOException if the address is taken or not this machine's; its message has both
   */
  void start() throws IOException {
    try {
      server.start();
    } catch (IOException e) {
      throw new IOException("%s:%d: %s".formatted(host, requestedPort, reason(e)), e);
    }
  }

  int port() {
    return server.getPort();
  }

  /** HOST:PORT for clients. */
  String address() {
    // A client cannot connect to the address that stands for all of a machine's.
    String reachable = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
    return (reachable.contains(":") ? "[" + reachable + "]" : reachable) + ":" + port();
  }

  void awaitTermination() throws InterruptedException {
    server.awaitTermination();
  }

  /** Takes no new requests. */
  void shutdown() {
    health.enterTerminalState();
    server.shutdown();
  }

  /** Waits for the requests that are running, and cuts off those that last longer. */
  void finish(long graceSeconds) {
    try {
      if (!server.awaitTermination(graceSeconds, TimeUnit.SECONDS)) {
        server.shutdownNow();
      }
    } catch (InterruptedException e) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    }
    threads.shutdown();
  }

  /** More than there are cores: some wait for the disk. */
  private static int threadCount() {
    return 4 + 2 * Runtime.getRuntime().availableProcessors();
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "request");
    thread.setDaemon(true);
    return thread;
  }

  /** gRPC's own message is the address again; why it cannot be bound is in the cause. */
  private static String reason(IOException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return cause instanceof UnresolvedAddressException ? "no such host" : cause.getMessage();
  }
}
