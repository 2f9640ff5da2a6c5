package dev.visualsimilarity.emulator.service;

import com.google.cloud.aiplatform.v1.DeployedIndex;
import com.google.cloud.aiplatform.v1.Index;
import com.google.cloud.aiplatform.v1.IndexEndpoint;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;

/** Resources as clients see them: with the fields that depend on other resources. */
final class Views {

  private Views() {}

  static Index of(IndexResource resource, Resources resources) {
    IndexResource.State state = resource.state();
    return state.index().toBuilder()
        .setMetadata(resource.config().toValue())
        .setIndexStats(resource.stats(state))
        .addAllDeployedIndexes(resources.deploymentsOf(resource.name().toString()))
        .build();
  }

  static IndexEndpoint of(EndpointResource resource) {
    IndexEndpoint.Builder endpoint = resource.endpoint().toBuilder();
    resource.deployments().stream()
        .filter(Deployment::ready)
        .forEach(deployment -> endpoint.addDeployedIndexes(of(deployment)));
    return endpoint.build();
  }

  /** A deployment answers from the index itself, so it is always in step with it. */
  static DeployedIndex of(Deployment deployment) {
    Timestamp updated = deployment.index().state().index().getUpdateTime();
    Timestamp deployed = deployment.deployedIndex().getCreateTime();
    return deployment.deployedIndex().toBuilder()
        .setIndexSyncTime(Timestamps.compare(updated, deployed) > 0 ? updated : deployed)
        .build();
  }
}
