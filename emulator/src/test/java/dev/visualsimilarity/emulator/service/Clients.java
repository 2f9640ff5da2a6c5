package dev.visualsimilarity.emulator.service;

import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.InstantiatingGrpcChannelProvider;
import com.google.api.gax.longrunning.OperationTimedPollAlgorithm;
import com.google.api.gax.retrying.RetrySettings;
import com.google.api.gax.rpc.TransportChannelProvider;
import com.google.cloud.aiplatform.v1.IndexEndpointServiceClient;
import com.google.cloud.aiplatform.v1.IndexEndpointServiceSettings;
import com.google.cloud.aiplatform.v1.IndexServiceClient;
import com.google.cloud.aiplatform.v1.IndexServiceSettings;
import com.google.cloud.aiplatform.v1.MatchServiceClient;
import com.google.cloud.aiplatform.v1.MatchServiceSettings;
import dev.visualsimilarity.emulator.server.EmulatorOptions;
import dev.visualsimilarity.emulator.server.EmulatorServer;
import java.io.IOException;
import java.time.Duration;

/** An emulator and Google's clients connected to it over loopback. */
final class Clients implements AutoCloseable {
  static final String LOCATION = "projects/shop/locations/us-central1";

  final EmulatorServer server;
  final IndexServiceClient indexes;
  final IndexEndpointServiceClient endpoints;
  final MatchServiceClient match;

  Clients() throws IOException {
    this(EmulatorOptions.defaults());
  }

  Clients(EmulatorOptions options) throws IOException {
    server = EmulatorServer.start(options);
    IndexServiceSettings.Builder indexSettings =
        IndexServiceSettings.newBuilder()
            .setTransportChannelProvider(channel(server.address()))
            .setCredentialsProvider(NoCredentialsProvider.create());
    indexSettings.createIndexOperationSettings().setPollingAlgorithm(polling());
    indexSettings.updateIndexOperationSettings().setPollingAlgorithm(polling());
    indexSettings.deleteIndexOperationSettings().setPollingAlgorithm(polling());
    indexes = IndexServiceClient.create(indexSettings.build());
    IndexEndpointServiceSettings.Builder endpointSettings =
        IndexEndpointServiceSettings.newBuilder()
            .setTransportChannelProvider(channel(server.address()))
            .setCredentialsProvider(NoCredentialsProvider.create());
    endpointSettings.createIndexEndpointOperationSettings().setPollingAlgorithm(polling());
    endpointSettings.deleteIndexEndpointOperationSettings().setPollingAlgorithm(polling());
    endpointSettings.deployIndexOperationSettings().setPollingAlgorithm(polling());
    endpointSettings.undeployIndexOperationSettings().setPollingAlgorithm(polling());
    endpointSettings.mutateDeployedIndexOperationSettings().setPollingAlgorithm(polling());
    endpoints = IndexEndpointServiceClient.create(endpointSettings.build());
    match =
        MatchServiceClient.create(
            MatchServiceSettings.newBuilder()
                .setTransportChannelProvider(channel(server.address()))
                .setCredentialsProvider(NoCredentialsProvider.create())
                .build());
  }

  @Override
  public void close() {
    match.close();
    endpoints.close();
    indexes.close();
    server.close();
  }

  private static TransportChannelProvider channel(String address) {
    return InstantiatingGrpcChannelProvider.newBuilder()
        .setEndpoint(address)
        .setChannelConfigurator(builder -> builder.usePlaintext())
        .build();
  }

  /** The clients' own would wait five seconds before they look for the first time. */
  private static OperationTimedPollAlgorithm polling() {
    return OperationTimedPollAlgorithm.create(
        RetrySettings.newBuilder()
            .setInitialRetryDelayDuration(Duration.ofMillis(10))
            .setRetryDelayMultiplier(1.5)
            .setMaxRetryDelayDuration(Duration.ofMillis(200))
            .setTotalTimeoutDuration(Duration.ofSeconds(60))
            .build());
  }
}
