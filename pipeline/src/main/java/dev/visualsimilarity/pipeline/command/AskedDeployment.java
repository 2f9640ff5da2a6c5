package dev.visualsimilarity.pipeline.command;

import java.util.List;

/**
 * A deployment that a query goes to.
 *
 * @param indexEndpoint resource name
 * @param deployedIndexId of the deployment
 * @param matchAddress host that answers queries; empty: as its endpoint says
 */
record AskedDeployment(String indexEndpoint, String deployedIndexId, String matchAddress) {

  /** The same where its endpoint says, for a server that has moved. */
  AskedDeployment withoutAddress() {
    return new AskedDeployment(indexEndpoint, deployedIndexId, "");
  }

  /** The same as flags. */
  List<String> flags() {
    return List.of(
        "--index-endpoint=" + indexEndpoint,
        "--deployed-index-id=" + deployedIndexId,
        "--match-address=" + matchAddress);
  }
}
