package dev.visualsimilarity.emulator.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EmulatorServerTest {

  @Test
  void tellsWhereClientsReachIt() throws IOException {
    try (EmulatorServer emulator = EmulatorServer.start(EmulatorOptions.defaults())) {
      assertThat(emulator.port()).isPositive();
      assertThat(emulator.endpoint()).isEqualTo("http://127.0.0.1:" + emulator.port());
    }
  }

  @Test
  void namesLoopbackToClientsWhereItListensOnAllAddresses() throws IOException {
    try (EmulatorServer emulator =
        EmulatorServer.start(EmulatorOptions.defaults().withHost("0.0.0.0"))) {
      assertThat(emulator.address()).isEqualTo("127.0.0.1:" + emulator.port());
    }
  }

  @Test
  void refusesAPortThatIsTaken() throws IOException {
    try (EmulatorServer first = EmulatorServer.start(EmulatorOptions.defaults())) {
      EmulatorOptions same = EmulatorOptions.defaults().withPort(first.port());

      assertThatThrownBy(() -> EmulatorServer.start(same)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void freesItsPortWhenClosed() throws IOException {
    EmulatorServer first = EmulatorServer.start(EmulatorOptions.defaults());
    int port = first.port();
    first.close();

    try (EmulatorServer second = EmulatorServer.start(EmulatorOptions.defaults().withPort(port))) {
      assertThat(second.port()).isEqualTo(port);
    }
  }

  @Test
  void refusesOptionsOutOfRange() {
    assertThatThrownBy(() -> EmulatorOptions.defaults().withPort(70_000))
        .hasMessageContaining("70000");
    assertThatThrownBy(() -> EmulatorOptions.defaults().withOperationDelay(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void reportsItsHealthAndItsServices() throws Exception {
    try (EmulatorServer emulator = EmulatorServer.start(EmulatorOptions.defaults())) {
      ManagedChannel channel =
          ManagedChannelBuilder.forTarget(emulator.address()).usePlaintext().build();
      try {
        assertThat(
                HealthGrpc.newBlockingStub(channel)
                    .check(HealthCheckRequest.getDefaultInstance())
                    .getStatus())
            .isEqualTo(ServingStatus.SERVING);
        assertThat(services(channel).getListServicesResponse().getServiceList())
            .extracting(ServiceResponse::getName)
            .contains(
                "google.cloud.aiplatform.v1.IndexService",
                "google.cloud.aiplatform.v1.IndexEndpointService",
                "google.cloud.aiplatform.v1.MatchService",
                "google.longrunning.Operations");
      } finally {
        channel.shutdownNow().awaitTermination(5, TimeUnit.SECONDS);
      }
    }
  }

  private static ServerReflectionResponse services(ManagedChannel channel) throws Exception {
    CompletableFuture<ServerReflectionResponse> answer = new CompletableFuture<>();
    StreamObserver<ServerReflectionRequest> requests =
        ServerReflectionGrpc.newStub(channel)
            .serverReflectionInfo(
                new StreamObserver<>() {
                  @Override
                  public void onNext(ServerReflectionResponse response) {
                    answer.complete(response);
                  }

                  @Override
                  public void onError(Throwable error) {
                    answer.completeExceptionally(error);
                  }

                  @Override
                  public void onCompleted() {}
                });
    requests.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
    ServerReflectionResponse response = answer.get(10, TimeUnit.SECONDS);
    requests.onCompleted();
    return response;
  }
}
