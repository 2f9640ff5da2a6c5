package dev.visualsimilarity.queryindex;

import com.google.cloud.aiplatform.v1.LocationName;
import dev.visualsimilarity.vertexai.ResourceNames;
import dev.visualsimilarity.vertexai.match.Deployment;
import picocli.CommandLine.Option;

/** The flags that say which deployments are asked. A picocli mixin. */
final class DeploymentOptions {

  @Option(
      names = "--ann-index-endpoint",
      required = true,
      paramLabel = "NAME",
      description = "endpoint of the approximate index")
  String annIndexEndpoint;

  @Option(
      names = "--ann-deployed-index-id",
      required = true,
      paramLabel = "ID",
      description = "deployment of the approximate index")
  String annDeployedIndexId;

  @Option(
      names = "--ann-match-address",
      paramLabel = "HOST",
      description = "host that answers its queries; empty: as its endpoint says")
  String annMatchAddress = "";

  @Option(
      names = "--exact-index-endpoint",
      required = true,
      paramLabel = "NAME",
      description = "endpoint of the exact index")
  String exactIndexEndpoint;

  @Option(
      names = "--exact-deployed-index-id",
      required = true,
      paramLabel = "ID",
      description = "deployment of the exact index")
  String exactDeployedIndexId;

  @Option(
      names = "--exact-match-address",
      paramLabel = "HOST",
      description = "host that answers its queries; empty: as its endpoint says")
  String exactMatchAddress = "";

  Deployment ann(LocationName parent) {
    return new Deployment(
        ResourceNames.indexEndpoint(annIndexEndpoint.strip(), "--ann-index-endpoint", parent),
        annDeployedIndexId.strip(),
        annMatchAddress.strip());
  }

  Deployment exact(LocationName parent) {
    return new Deployment(
        ResourceNames.indexEndpoint(exactIndexEndpoint.strip(), "--exact-index-endpoint", parent),
        exactDeployedIndexId.strip(),
        exactMatchAddress.strip());
  }
}
