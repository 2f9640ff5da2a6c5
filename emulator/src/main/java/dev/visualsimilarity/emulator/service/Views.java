package dev.visualsimilarity.emulator.service;

import com.google.cloud.aiplatform.v1.DeployedIndex;
import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import com.google.cloud.aiplatform.v1.IndexPrivateEndpoints;
import com.google.cloud.aiplatform.v1.PSCAutomationConfig;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.util.List;

/**
 * Resources as clients see them: with the fields that depend on other resources and on where the
 * server listens.
 */
final class Views {
  private final Addresses addresses;

  Views(Addresses addresses) {
    this.addresses = addresses;
  }

  static Index of(IndexResource resource, Catalog catalog) {
    return resource.index().toBuilder()
        .setMetadata(resource.config().toValue())
        .setIndexStats(resource.stats())
        .addAllDeployedIndexes(catalog.deploymentsOf(resource.name().toString()))
        .build();
  }

  IndexEndpoint of(EndpointResource resource, Catalog catalog) {
    IndexEndpoint.Builder endpoint = resource.endpoint().toBuilder();
    if (endpoint.getPublicEndpointEnabled()) {
      endpoint.setPublicEndpointDomainName(addresses.publicAddress().get());
    }
    resource.deployments().stream()
        .filter(Deployment::ready)
        .forEach(deployment -> endpoint.addDeployedIndexes(of(resource, deployment, catalog)));
    return endpoint.build();
  }

  /** A deployment answers from the index itself, so it is always in step with it. */
  DeployedIndex of(EndpointResource endpoint, Deployment deployment, Catalog catalog) {
    Timestamp updated = catalog.index(deployment.index()).index().getUpdateTime();
    Timestamp deployed = deployment.deployedIndex().getCreateTime();
    DeployedIndex.Builder view =
        deployment.deployedIndex().toBuilder()
            .setIndexSyncTime(Timestamps.compare(updated, deployed) > 0 ? updated : deployed);
    if (endpoint.isPrivate()) {
      view.setPrivateEndpoints(privateEndpoints(endpoint, deployment));
    }
    return view.build();
  }

  private IndexPrivateEndpoints privateEndpoints(EndpointResource endpoint, Deployment deployment) {
    String address = addresses.privateAddress().get();
    IndexPrivateEndpoints.Builder view = IndexPrivateEndpoints.newBuilder();
    if (!endpoint.endpoint().getNetwork().isEmpty()) {
      return view.setMatchGrpcAddress(address).build();
    }
    view.setServiceAttachment(
        "projects/%s/regions/%s/serviceAttachments/%s-%s"
            .formatted(
                endpoint.name().project(),
                endpoint.name().location(),
                endpoint.name().id(),
                deployment.id()));
    for (PSCAutomationConfig config : automationConfigs(endpoint, deployment)) {
      view.addPscAutomatedEndpointsBuilder()
          .setProjectId(config.getProjectId())
          .setNetwork(config.getNetwork())
          .setMatchAddress(address);
    }
    return view.build();
  }

  private static List<PSCAutomationConfig> automationConfigs(
      EndpointResource endpoint, Deployment deployment) {
    List<PSCAutomationConfig> own = deployment.deployedIndex().getPscAutomationConfigsList();
    return own.isEmpty()
        ? endpoint.endpoint().getPrivateServiceConnectConfig().getPscAutomationConfigsList()
        : own;
  }
}
