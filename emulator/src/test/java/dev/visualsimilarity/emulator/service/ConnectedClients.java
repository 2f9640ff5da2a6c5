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
import java.io.IOException;
import java.time.Duration;

/** Google's clients connected to an emulator. */
class ConnectedClients implements AutoCloseable {
  static final String LOCATION = "projects/shop/locations/us-central1";

  final IndexServiceClient indexes;
  final IndexEndpointServiceClient endpoints;
  final MatchServiceClient match;

  ConnectedClients(String address) throws IOException {
    IndexServiceSettings.Builder indexSettings =
        IndexServiceSettings.newBuilder()
            .setTransportChannelProvider(channel(address))
            .setCredentialsProvider(NoCredentialsProvider.create());
    indexSettings.createIndexOperationSettings().setPollingAlgorithm(polling());
    indexSettings.updateIndexOperationSettings().setPollingAlgorithm(polling());
    indexSettings.deleteIndexOperationSettings().setPollingAlgorithm(polling());
    indexes = IndexServiceClient.create(indexSettings.build());
    IndexEndpointServiceSettings.Builder endpointSettings =
        IndexEndpointServiceSettings.newBuilder()
            .setTransportChannelProvider(channel(address))
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
                .setTransportChannelProvider(channel(address))
                .setCredentialsProvider(NoCredentialsProvider.create())
                .build());
  }

  @Override
  public void close() {
    match.close();
    endpoints.close();
    indexes.close();
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
