package dev.visualsimilarity.emulator.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.health.v1.HealthGrpc.HealthBlockingStub;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CallLimitTest {

  @Test
  void aCallBeyondTheLimitIsRefusedUntilOneEnds() throws Exception {
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(new HealthStatusManager().getHealthService())
            .intercept(new CallLimit(1))
            .build()
            .start();
    ManagedChannel channel =
        ManagedChannelBuilder.forAddress("127.0.0.1", server.getPort()).usePlaintext().build();
    try {
      HealthBlockingStub health = HealthGrpc.newBlockingStub(channel);
      for (int i = 0; i < 3; i++) {
        awaitTaken(health);
      }
      ClientCall<HealthCheckRequest, HealthCheckResponse> watch = watch(channel);

      assertThatThrownBy(() -> check(health))
          .isInstanceOfSatisfying(
              StatusRuntimeException.class,
              e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED))
          .hasMessageContaining("running 1 calls");
      watch.cancel("enough", null);
      awaitTaken(health);
    } finally {
      channel.shutdownNow();
      server.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
    }
  }

  /** A call that has begun on the server and does not end by itself. */
  private static ClientCall<HealthCheckRequest, HealthCheckResponse> watch(ManagedChannel channel)
      throws Exception {
    while (true) {
      CompletableFuture<Boolean> begun = new CompletableFuture<>();
      ClientCall<HealthCheckRequest, HealthCheckResponse> call =
          channel.newCall(HealthGrpc.getWatchMethod(), CallOptions.DEFAULT);
      call.start(
          new ClientCall.Listener<>() {
            @Override
            public void onMessage(HealthCheckResponse message) {
              begun.complete(true);
            }

            @Override
            public void onClose(Status status, Metadata trailers) {
              begun.complete(false);
            }
          },
          new Metadata());
      call.sendMessage(HealthCheckRequest.getDefaultInstance());
      call.halfClose();
      call.request(1);
      if (begun.get()) {
        return call;
      }
    }
  }

  /** A client has its answer before the server knows that the call has ended. */
  private static void awaitTaken(HealthBlockingStub health) throws InterruptedException {
    while (isRefused(health)) {
      Thread.sleep(10);
    }
  }

  private static HealthCheckResponse.ServingStatus check(HealthBlockingStub health) {
    return health.check(HealthCheckRequest.getDefaultInstance()).getStatus();
  }

  private static boolean isRefused(HealthBlockingStub health) {
    try {
      return check(health) != HealthCheckResponse.ServingStatus.SERVING;
    } catch (StatusRuntimeException e) {
      return true;
    }
  }
}
