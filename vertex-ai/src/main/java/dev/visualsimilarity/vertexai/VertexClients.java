package dev.visualsimilarity.vertexai;

import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.InstantiatingGrpcChannelProvider;
import com.google.api.gax.rpc.ClientSettings;
import com.google.api.gax.rpc.FixedHeaderProvider;
import com.google.cloud.aiplatform.v1.EndpointServiceClient;
import com.google.cloud.aiplatform.v1.EndpointServiceSettings;
import com.google.cloud.aiplatform.v1.IndexEndpointServiceClient;
import com.google.cloud.aiplatform.v1.IndexEndpointServiceSettings;
import com.google.cloud.aiplatform.v1.IndexServiceClient;
import com.google.cloud.aiplatform.v1.IndexServiceSettings;
import com.google.cloud.aiplatform.v1.MatchServiceClient;
import com.google.cloud.aiplatform.v1.MatchServiceSettings;
import com.google.cloud.aiplatform.v1.ModelServiceClient;
import com.google.cloud.aiplatform.v1.ModelServiceSettings;
import com.google.cloud.aiplatform.v1.PipelineServiceClient;
import com.google.cloud.aiplatform.v1.PipelineServiceSettings;
import com.google.cloud.aiplatform.v1.PredictionServiceClient;
import com.google.cloud.aiplatform.v1.PredictionServiceSettings;
import com.google.cloud.aiplatform.v1.ScheduleServiceClient;
import com.google.cloud.aiplatform.v1.ScheduleServiceSettings;
import dev.visualsimilarity.error.UserException;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens Google's clients of one API endpoint, with the retries that they lack, and closes them. Not
 * thread safe; the clients are.
 */
public final class VertexClients implements AutoCloseable {

  private final ApiEndpoint endpoint;
  private final List<AutoCloseable> open = new ArrayList<>();

  public VertexClients(ApiEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  /** Creates, updates and reads indexes. */
  public IndexServiceClient indexes() {
    return opened(
        () -> {
          IndexServiceSettings.Builder settings =
              connected(
                  IndexServiceSettings.newBuilder(),
                  IndexServiceSettings.defaultGrpcTransportProviderBuilder(),
                  endpoint);
          settings.applyToAllUnaryMethods(CallPolicies::once);
          CallPolicies.retried(settings.getIndexSettings());
          settings
              .listIndexesSettings()
              .setRetryableCodes(CallPolicies.TRANSIENT)
              .setRetrySettings(CallPolicies.RETRIES);
          return IndexServiceClient.create(settings.build());
        });
  }

  /** Creates and reads endpoints, deploys indexes to them. */
  public IndexEndpointServiceClient indexEndpoints() {
    return opened(
        () -> {
          IndexEndpointServiceSettings.Builder settings =
              connected(
                  IndexEndpointServiceSettings.newBuilder(),
                  IndexEndpointServiceSettings.defaultGrpcTransportProviderBuilder(),
                  endpoint);
          settings.applyToAllUnaryMethods(CallPolicies::once);
          CallPolicies.retried(settings.getIndexEndpointSettings());
          settings
              .listIndexEndpointsSettings()
              .setRetryableCodes(CallPolicies.TRANSIENT)
              .setRetrySettings(CallPolicies.RETRIES);
          return IndexEndpointServiceClient.create(settings.build());
        });
  }

  /** Creates, reads and cancels pipeline jobs. */
  public PipelineServiceClient pipelines() {
    return opened(
        () -> {
          PipelineServiceSettings.Builder settings =
              connected(
                  PipelineServiceSettings.newBuilder(),
                  PipelineServiceSettings.defaultGrpcTransportProviderBuilder(),
                  endpoint);
          settings.applyToAllUnaryMethods(CallPolicies::once);
          CallPolicies.retried(settings.getPipelineJobSettings());
          settings
              .listPipelineJobsSettings()
              .setRetryableCodes(CallPolicies.TRANSIENT)
              .setRetrySettings(CallPolicies.RETRIES);
          return PipelineServiceClient.create(settings.build());
        });
  }

  /** Creates, reads, pauses and resumes schedules of pipeline jobs. */
  public ScheduleServiceClient schedules() {
    return opened(
        () -> {
          ScheduleServiceSettings.Builder settings =
              connected(
                  ScheduleServiceSettings.newBuilder(),
                  ScheduleServiceSettings.defaultGrpcTransportProviderBuilder(),
                  endpoint);
          settings.applyToAllUnaryMethods(CallPolicies::once);
          CallPolicies.retried(settings.getScheduleSettings());
          settings
              .listSchedulesSettings()
              .setRetryableCodes(CallPolicies.TRANSIENT)
              .setRetrySettings(CallPolicies.RETRIES);
          return ScheduleServiceClient.create(settings.build());
        });
  }

  /**
   * Queries the indexes deployed to one endpoint.
   *
   * @param matchAddress the endpoint's public domain; empty if the API endpoint answers itself
   */
  public MatchServiceClient matches(String matchAddress) {
    return opened(
        () -> {
          MatchServiceSettings.Builder settings =
              connected(
                  MatchServiceSettings.newBuilder(),
                  MatchServiceSettings.defaultGrpcTransportProviderBuilder(),
                  endpoint.match(matchAddress));
          CallPolicies.retried(settings.findNeighborsSettings());
          CallPolicies.retried(settings.readIndexDatapointsSettings());
          return MatchServiceClient.create(settings.build());
        });
  }

  /** Uploads and reads models. */
  public ModelServiceClient models() {
    return opened(
        () -> {
          ModelServiceSettings.Builder settings =
              connected(
                  ModelServiceSettings.newBuilder(),
                  ModelServiceSettings.defaultGrpcTransportProviderBuilder(),
                  endpoint);
          settings.applyToAllUnaryMethods(CallPolicies::once);
          CallPolicies.retried(settings.getModelSettings());
          settings
              .listModelsSettings()
              .setRetryableCodes(CallPolicies.TRANSIENT)
              .setRetrySettings(CallPolicies.RETRIES);
          settings
              .listModelVersionsSettings()
              .setRetryableCodes(CallPolicies.TRANSIENT)
              .setRetrySettings(CallPolicies.RETRIES);
          return ModelServiceClient.create(settings.build());
        });
  }

  /** Creates and reads endpoints of models, deploys models to them. */
  public EndpointServiceClient endpoints() {
    return opened(
        () -> {
          EndpointServiceSettings.Builder settings =
              connected(
                  EndpointServiceSettings.newBuilder(),
                  EndpointServiceSettings.defaultGrpcTransportProviderBuilder(),
                  endpoint);
          settings.applyToAllUnaryMethods(CallPolicies::once);
          CallPolicies.retried(settings.getEndpointSettings());
          settings
              .listEndpointsSettings()
              .setRetryableCodes(CallPolicies.TRANSIENT)
              .setRetrySettings(CallPolicies.RETRIES);
          return EndpointServiceClient.create(settings.build());
        });
  }

  /**
   * Asks the models deployed to one endpoint.
   *
   * @param domain the endpoint's own; empty if the API endpoint answers itself
   * @param endpointId by which a domain of its own knows the endpoint
   */
  public PredictionServiceClient predictions(String domain, String endpointId) {
    return opened(
        () -> {
          PredictionServiceSettings.Builder settings =
              connected(
                  PredictionServiceSettings.newBuilder(),
                  PredictionServiceSettings.defaultGrpcTransportProviderBuilder(),
                  endpoint.match(domain));
          settings.setHeaderProvider(
              FixedHeaderProvider.create("x-vertex-ai-endpoint-id", endpointId));
          CallPolicies.retried(settings.predictSettings());
          return PredictionServiceClient.create(settings.build());
        });
  }

  /**
   * Reaches a server that Google has no client for, such as the match service of private endpoints:
   * as {@link #matches}, what is unavailable is tried again.
   */
  public Channel channel(ApiEndpoint server) {
    ManagedChannelBuilder<?> builder =
        ManagedChannelBuilder.forTarget(server.target())
            .maxInboundMessageSize(Integer.MAX_VALUE)
            .defaultServiceConfig(CallPolicies.SERVICE_CONFIG)
            .enableRetry();
    ManagedChannel channel = (server.plaintext() ? builder.usePlaintext() : builder).build();
    open.add(channel::shutdownNow);
    return channel;
  }

  @Override
  public void close() {
    for (AutoCloseable client : open) {
      try {
        client.close();
      } catch (Exception e) {
        throw new IllegalStateException("cannot close a client of " + endpoint, e);
      }
    }
  }

  /** Makes a client; reading the credentials is what can fail. */
  private interface Opening<T> {
    T open() throws IOException;
  }

  private <T extends AutoCloseable> T opened(Opening<T> opening) {
    try {
      T client = opening.open();
      open.add(client);
      return client;
    } catch (IOException e) {
      throw UserException.failed(
          "no Google Cloud credentials for %s: %s; run gcloud auth application-default login, set GOOGLE_APPLICATION_CREDENTIALS, or give --api-endpoint http://HOST:PORT for an emulator"
              .formatted(endpoint, OneLine.of(e.getMessage())),
          e);
    }
  }

  /** The transport keeps Google's limit of inbound messages, which is none. */
  private static <B extends ClientSettings.Builder<?, B>> B connected(
      B settings, InstantiatingGrpcChannelProvider.Builder channel, ApiEndpoint endpoint) {
    settings.setEndpoint(endpoint.target());
    if (endpoint.plaintext()) {
      settings.setCredentialsProvider(NoCredentialsProvider.create());
      channel.setChannelConfigurator(builder -> builder.usePlaintext());
    }
    settings.setTransportChannelProvider(channel.build());
    return settings;
  }
}
